using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.Storage.Files;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Gives each tenant a directory.</summary>
public static class TenantDirectoriesTenancyBuilderExtensions
{
    /// <summary>Adds <see cref="TenantDirectoryRoots"/>, which opens the directory of a tenant.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Says where the directories lie.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The directories of all known tenants are looked at when the host starts: two that are equal, nested, linked or alike but for case
    /// refuse the start (<see cref="OptionsValidationException"/>), all errors at once.
    /// </remarks>
    public static TenancyBuilder AddTenantDirectories(this TenancyBuilder builder, Action<TenantDirectoryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<TenantDirectoryOptions>().Configure(configure).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenantDirectoryOptions>, TenantDirectoryOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyPostureRule, RootPosture>());
        builder.Services.TryAddSingleton(static services => new TenantDirectoryRoots(
            services.GetRequiredService<IOptions<TenantDirectoryOptions>>().Value,
            services.GetRequiredService<PolicyEngine>(),
            services.GetService<ILoggerFactory>()?.CreateLogger("OpenClaw.Tenancy") ?? NullLogger.Instance));
        return builder;
    }
}
