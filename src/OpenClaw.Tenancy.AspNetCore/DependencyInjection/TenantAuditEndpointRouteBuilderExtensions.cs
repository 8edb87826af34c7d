using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.AspNetCore.Administration;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Offers trails over HTTP.</summary>
public static class TenantAuditEndpointRouteBuilderExtensions
{
    /// <summary>Maps <c>GET /api/v1/audit</c>, the trail of the caller's tenant, and <c>GET /api/v1/platform/audit</c>, the platform's own. With <see cref="TenancyMode.Disabled"/> nothing is mapped.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <exception cref="TenancyConfigurationException">The ledger of the host cannot be read.</exception>
    public static void MapTenantAudit(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        IServiceProvider services = endpoints.ServiceProvider;
        if (services.GetRequiredService<PolicyEngine>().Mode == TenancyMode.Disabled)
        {
            return;
        }

        if (services.GetService<TenantAudit>() is not { IsReadable: true } audit)
        {
            throw new TenancyConfigurationException([
                "OCT2017: MapTenantAudit was called, and there is no trail to read. Call services.AddTenancy(...).AddAdministration() with AddJsonlLedger or AddTenancyLedger."]);
        }

        var server = new AdministrationServer(
            services.GetRequiredService<RefusalTrail>(), services.GetRequiredService<ILoggerFactory>().CreateLogger("OpenClaw.Tenancy.AspNetCore"));
        new AdministrationRoutes(endpoints, server).Map(audit, new AuditRoutes(audit));
    }
}
