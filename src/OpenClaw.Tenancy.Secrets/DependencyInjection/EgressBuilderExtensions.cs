using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.Secrets.Egress;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds outbound calls of tenants to a host's tenancy.</summary>
public static class EgressBuilderExtensions
{
    /// <summary>Adds <see cref="ITenantEgress"/>: connectors, and the list of each tenant that says which of them it may use. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Adds connectors and says who may use them. Default: none, and everything is refused.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts, all errors at once (<see cref="OptionsValidationException"/>).</remarks>
    public static TenancyBuilder AddTenantEgress(this TenancyBuilder builder, Action<EgressOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        OptionsBuilder<EgressOptions> options = services.AddOptions<EgressOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EgressOptions>, EgressOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DangerousAddressNotice>(static s => new DangerousAddressNotice(
            Options(s), s.GetService<ILogger<DangerousAddressNotice>>() ?? NullLogger<DangerousAddressNotice>.Instance)));
        services.TryAddSingleton<IEgressResolver>(static _ => new SystemEgressResolver());
        services.TryAddSingleton(static s => new ConnectionGuard(s.GetRequiredService<IEgressResolver>()));
        services.TryAddSingleton(static s => new ConnectionPools(s.GetRequiredService<ConnectionGuard>(), Options(s)));
        services.TryAddSingleton<ITenantEgress>(static s => new TenantEgress(Core(s), new EgressPolicy(Options(s))));
        return builder;
    }

    /// <summary>Adds <see cref="ITenantEgress"/> with connectors and lists from configuration, read once at start.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="section">
    /// <c>Connectors</c> has one child for each connector, named as it is, with the settings of <see cref="ConnectorDefinition"/> but the dangerous ones;
    /// <c>Tenants</c> has one child for each tenant, named by its id: the list of its connectors. Whatever else stands there refuses the start.
    /// </param>
    /// <returns>The builder.</returns>
    public static TenancyBuilder AddTenantEgress(this TenancyBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return builder.AddTenantEgress(new EgressSection(section).AddTo);
    }

    private static EgressCore Core(IServiceProvider services)
    {
        PolicyEngine engine = services.GetRequiredService<PolicyEngine>();
        EgressOptions options = Options(services);
        return new EgressCore(
            engine, engine.Action(options.Scope, "egress.connect"), options, services.GetRequiredService<ConnectionGuard>(), services.GetRequiredService<ConnectionPools>(),
            Credentials(services), services.GetRequiredService<TimeProvider>());
    }

    private static IEgressCredentialSource? Credentials(IServiceProvider services) => services.GetService<IEgressCredentialSource>()
        ?? (services.GetService<ITenantSecretReader>() is { } reader ? new SecretCredentials(reader) : null);

    private static EgressOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<EgressOptions>>().Value;
}
