using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds lists of what each tenant may use to a host's tenancy.</summary>
public static class AllowancesTenancyBuilderExtensions
{
    /// <summary>Adds <see cref="TenantAllowances"/>: plugins, tools and background runs, each only where a tenant's list names it. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Names what each tenant may use. Default: nothing.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts, all errors at once (<see cref="OptionsValidationException"/>).</remarks>
    public static TenancyBuilder AddTenantAllowances(this TenancyBuilder builder, Action<TenantAllowanceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OptionsBuilder<TenantAllowanceOptions> options = builder.Services.AddOptions<TenantAllowanceOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenantAllowanceOptions>, TenantAllowanceOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IAccessEvaluator, TenantAllowances>(
            static s => new TenantAllowances(s.GetRequiredService<IOptions<TenantAllowanceOptions>>().Value)));
        return builder;
    }
}
