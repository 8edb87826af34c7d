using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.AspNetCore.Startup;

/// <summary>Whether an endpoint says nothing of tenancy. Before the server listens that refuses the start; one that came later is out of routing, and is told here.</summary>
internal sealed class EndpointPosture(IServiceProvider services, EndpointPlans plans) : ITenancyPostureRule
{
    public TenancyNoGo NoGo => TenancyNoGo.EndpointWithoutTenancy;

    public ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken) => new(
        [.. services.GetServices<EndpointDataSource>().SelectMany(static source => source.Endpoints).Where(plans.IsUndeclared).Select(static e =>
            $"The endpoint '{e.DisplayName}' says nothing of tenancy, or contradicts itself. Say RequireTenantScope(...), RequirePlatformScope(...) or AllowTenantless() on it.")]);
}
