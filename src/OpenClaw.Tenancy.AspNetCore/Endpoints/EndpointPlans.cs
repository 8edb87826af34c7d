using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>Finds the plan of an endpoint: compiled into it by the conventions, or made of a controller's attributes when it is first met.</summary>
internal sealed class EndpointPlans(PolicyEngine engine)
{
    private readonly ConditionalWeakTable<Endpoint, EndpointPlan> _made = [];

    internal EndpointPlan Of(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<EndpointPlan>() ?? _made.GetValue(endpoint, e => EndpointPlan.Compile(e.Metadata, engine));

    /// <summary>Whether an endpoint says nothing of tenancy, or contradicts itself. What routing itself answers with is none of the host's.</summary>
    internal bool IsUndeclared(Endpoint endpoint) => !RoutingAnswer.Is(endpoint) && !Of(endpoint).IsSound;
}
