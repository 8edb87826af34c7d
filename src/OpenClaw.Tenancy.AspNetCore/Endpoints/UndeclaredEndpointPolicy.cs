using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>Takes endpoints that came after the start and say nothing of tenancy out of routing, as if they were not there.</summary>
/// <remarks>SECURITY: routing itself runs an endpoint that says <c>ShortCircuit()</c>, before any middleware could refuse it.</remarks>
internal sealed class UndeclaredEndpointPolicy(PolicyEngine engine, EndpointPlans plans) : MatcherPolicy, IEndpointSelectorPolicy
{
    // After the framework's own, so that a method that is not offered is still said.
    public override int Order => int.MaxValue - 100;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => engine.Mode != TenancyMode.Disabled && endpoints.Any(plans.IsUndeclared);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (int i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && plans.IsUndeclared(candidates[i].Endpoint))
            {
                candidates.SetValidity(i, value: false);
            }
        }

        return Task.CompletedTask;
    }
}
