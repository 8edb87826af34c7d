using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Hosting;
using OpenClaw.Tenancy.Hosting.Posture;
using OpenClaw.Tenancy.Posture;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds the check of the no-go list to a host's tenancy.</summary>
public static class TenancyPostureBuilderExtensions
{
    /// <summary>Looks at the no-go list before the host starts: in production anything found refuses the start; elsewhere it is written to the log. Also a health check.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Accepts entries with a reason, and says where the start is refused.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Each package that is in use brings its rules (<see cref="ITenancyPostureRule"/>); a host can register its own. The start throws
    /// <see cref="TenancyConfigurationException"/> with a sentence for each finding. With <c>AddTenancyHealthChecks</c> the check is
    /// <c>openclaw.tenancy.posture</c>. Calling it again only adds configuration.
    /// </remarks>
    public static TenancyBuilder AddTenancyPosture(this TenancyBuilder builder, Action<TenancyPostureOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        OptionsBuilder<TenancyPostureOptions> options = services.AddOptions<TenancyPostureOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(static s => new TenancyPosture(
            s.GetServices<ITenancyPostureRule>(),
            s.GetRequiredService<IOptions<TenancyPostureOptions>>().Value,
            new Patience(s.GetRequiredService<IOptions<TenancyOptions>>().Value.DependencyTimeout, s.GetRequiredService<TimeProvider>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PostureStart>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyHealthProbe, PostureProbe>());
        return builder;
    }
}
