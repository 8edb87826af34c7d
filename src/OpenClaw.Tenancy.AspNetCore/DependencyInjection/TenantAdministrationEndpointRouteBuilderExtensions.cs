using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.AspNetCore.Administration;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Offers the administration of tenants, members, invitations and API keys over HTTP.</summary>
public static class TenantAdministrationEndpointRouteBuilderExtensions
{
    /// <summary>Maps the routes below <c>/api/v1/tenants</c>, <c>/members</c>, <c>/invitations</c> and <c>/keys</c>. With <see cref="TenancyMode.Disabled"/> nothing is mapped.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <exception cref="TenancyConfigurationException">The services that the routes call were not added, or API keys are not accepted.</exception>
    public static void MapTenantAdministration(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        IServiceProvider services = endpoints.ServiceProvider;
        if (services.GetRequiredService<PolicyEngine>().Mode == TenancyMode.Disabled)
        {
            return;
        }

        if (services.GetService<TenantRegistry>() is not { } registry
            || services.GetService<TenantMembers>() is not { } members
            || services.GetService<TenantApiKeys>() is not { AreAccepted: true } keys)
        {
            throw new TenancyConfigurationException([
                "OCT2013: MapTenantAdministration was called, and what its routes do is not there: the keys that they hand out would open nothing, or nothing would be changed. Call services.AddTenancy(...).AddApiKeys().AddAdministration()."]);
        }

        var server = new AdministrationServer(
            services.GetRequiredService<RefusalTrail>(), services.GetRequiredService<ILoggerFactory>().CreateLogger("OpenClaw.Tenancy.AspNetCore"));
        var routes = new AdministrationRoutes(endpoints, server);
        routes.Map(registry, new TenantRoutes(registry, services.GetRequiredService<IAuditLedger>(), services.GetRequiredService<TimeProvider>()));
        routes.Map(members, new MemberRoutes(members));
        routes.Map(members, new InvitationRoutes(members));
        routes.Map(keys, new KeyRoutes(keys));
    }
}
