using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Connections;

/// <summary>How many connections each tenant holds open in this process, for those who may list the tenants.</summary>
internal static class ConnectionEndpoints
{
    internal static void MapConnections(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/connections", Read).RequireTenantScope(routes.ServiceProvider.GetRequiredService<TenantRegistry>().List);

    // SECURITY: numbers alone. Whose a connection is, and what goes over it, is the tenant's own.
    private static JsonAnswer Read(TenantContext caller, TenantRegistry registry, LiveConnections connections)
    {
        IEnumerable<TenantConnections> counts = registry.ListTenants(caller.Permit, after: null, int.MaxValue)
            .Select(t => new TenantConnections(t.Id.ToString(), connections.CountOf(t.Id)));
        return new JsonAnswer(new ConnectionList(connections.Count, [.. counts.Where(static c => c.Connections > 0)]));
    }
}
