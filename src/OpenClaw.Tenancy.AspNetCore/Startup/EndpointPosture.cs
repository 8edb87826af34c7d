using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.AspNetCore.Startup;

/// <summary>Whether an endpoint says nothing of tenancy. Before the server listens that refuses the start; one that came later is out of routing, and is told here.</summary>
/// <remarks>A start looks before anything of the host runs, so it asks for what is mapped and not in routing yet.</remarks>
internal sealed class EndpointPosture(IServiceProvider services, PolicyEngine engine, EndpointPlans plans, PipelineRecord pipeline) : ITenancyPostureRule
{
    public TenancyNoGo NoGo => TenancyNoGo.EndpointWithoutTenancy;

    // Where tenancy is off no endpoint has to say anything, and that it is off is an entry of its own.
    public ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken) => new(engine.Mode == TenancyMode.Disabled
        ? []
        : [.. Endpoints().Where(plans.IsUndeclared).Select(static e =>
            $"The endpoint '{e.DisplayName}' says nothing of tenancy, or contradicts itself. Say RequireTenantScope(...), RequirePlatformScope(...) or AllowTenantless() on it.")
            .Distinct(StringComparer.Ordinal)]);

    private IEnumerable<Endpoint> Endpoints() =>
        services.GetServices<EndpointDataSource>().SelectMany(static source => source.Endpoints).Concat(pipeline.Unrouted.SelectMany(Build));

    private static IReadOnlyList<Endpoint> Build(EndpointDataSource source)
    {
        try
        {
            return source.Endpoints;
        }
#pragma warning disable CA1031 // Reason: what cannot be built fails the start by itself when the pipeline is, and says why better than this could.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return [];
        }
    }
}
