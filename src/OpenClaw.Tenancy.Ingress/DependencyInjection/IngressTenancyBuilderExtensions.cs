using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Ingress;
using OpenClaw.Tenancy.Ingress.Cells;
using OpenClaw.Tenancy.Ingress.DependencyInjection;
using OpenClaw.Tenancy.Secrets;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds an ingress to a host's tenancy.</summary>
public static class IngressTenancyBuilderExtensions
{
    /// <summary>Adds the relay to the gateways of tenants, with <c>AddLiveConnections</c> and <c>AddTenantSecretReader</c>. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Says which gateways there are.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Needs what secrets need: a durable ledger and a key. Options are checked when the host starts, all errors at once, and so is
    /// that no two tenants are on a cell that is not shared. <c>MapTenantGateway</c> maps the routes.
    /// </remarks>
    public static TenancyBuilder AddIngress(this TenancyBuilder builder, Action<IngressOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddLiveConnections().AddTenantSecretReader();
        OptionsBuilder<IngressOptions> options = builder.Services.AddOptions<IngressOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (!builder.Services.Any(static s => s.ServiceType == typeof(IngressDoor)))
        {
            builder.AddIssuer(
                IngressDoor.Name,
                static o =>
                {
                    o.MaxLifetime = IngressDoor.Lifetime;
                    o.ForEveryTenant("the ingress reads the credential of each tenant's cell in the scope of the tenant");
                },
                static (services, door) => new IngressDoor(door, services.GetRequiredService<TenantDirectory>(), services.GetRequiredService<IOptions<SecretOptions>>().Value.UseScope));
        }

        IngressRegistration.Add(builder.Services);
        return builder;
    }
}
