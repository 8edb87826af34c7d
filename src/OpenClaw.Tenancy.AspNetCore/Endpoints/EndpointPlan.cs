using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>Everything that an endpoint says of tenancy, compiled once.</summary>
internal sealed class EndpointPlan
{
    private EndpointPlan(AccessAction[] actions, AccessAction[] platformActions, IOwnedMarker[] owned, IRequestInput? input, string? runParameter, bool isTenantless) =>
        (Actions, PlatformActions, Owned, Input, RunParameter, IsTenantless) = (actions, platformActions, owned, input, runParameter, isTenantless);

    /// <summary>What is reserved of the tenant's day before the endpoint runs, or null.</summary>
    internal UsageAmounts? Estimate { get; private init; }

    /// <summary>Whether its requests are not limited.</summary>
    internal bool IsUnlimited { get; private init; }

    /// <summary>What is done, one action for each scope that is required; the last one's permit is the request's.</summary>
    internal AccessAction[] Actions { get; }

    /// <summary>What is done when a platform operator asks: the same array, unless the endpoint tells the two apart.</summary>
    internal AccessAction[] PlatformActions { get; }

    /// <summary>What is read of the request before anything is looked up, or null.</summary>
    internal IRequestInput? Input { get; }

    internal bool ChangesPrivileges => Actions.Concat(PlatformActions).Any(static a => a.ChangesPrivileges);

    /// <summary>The resources that the route names, outermost first; empty for a collection.</summary>
    internal IOwnedMarker[] Owned { get; }

    /// <summary>The route parameter that names the run, for the records, or null.</summary>
    internal string? RunParameter { get; }

    internal bool IsTenantless { get; }

    /// <summary>Whether the plan lets anyone in at all: it says something, and nothing that contradicts itself.</summary>
    internal bool IsSound => IsTenantless ? Actions.Length == 0 && Owned.Length == 0 && RunParameter is null && Estimate is null : Actions.Length != 0;

    internal static EndpointPlan Compile(IEnumerable<object> metadata, PolicyEngine engine)
    {
        ITenancyMarker[] markers = [.. metadata.OfType<ITenancyMarker>()];
        AccessAction[] actions = ActionsOf(markers, engine, static either => either.Own);
        return new EndpointPlan(
            actions,
            markers.Any(static m => m is RequireEitherAction) ? ActionsOf(markers, engine, static either => either.Platform) : actions,
            [.. markers.OfType<IOwnedMarker>()],
            metadata.OfType<IRequestInput>().LastOrDefault(),
            markers.OfType<RecordsRunAttribute>().LastOrDefault()?.RouteParameter,
            markers.Any(static m => m is AllowTenantlessAttribute))
        {
            Estimate = markers.OfType<ReservesUsageAttribute>().LastOrDefault()?.Amounts,
            IsUnlimited = markers.Any(static m => m is WithoutRequestLimitsAttribute),
        };
    }

    private static AccessAction[] ActionsOf(ITenancyMarker[] markers, PolicyEngine engine, Func<RequireEitherAction, AccessAction> choose) =>
    [
        .. markers.Select(m => m switch
        {
            RequireTenantScopeAttribute one => engine.Action(one.Scope, one.Action, one.Kind),
            RequireEitherAction either => choose(either),
            _ => null,
        }).OfType<AccessAction>().Distinct(),
    ];

    /// <summary>The run that a request names, as it stands in the route, or null.</summary>
    internal string? RunOf(HttpContext context) => RunParameter is { } name ? context.Request.RouteValues[name] as string : null;

    /// <summary>What is wrong with an endpoint, each with its fix.</summary>
    internal IEnumerable<string> Errors(Endpoint endpoint, Func<Type, bool> isRegistered)
    {
        string name = endpoint.DisplayName ?? endpoint.ToString() ?? "without a name";
        if (!IsTenantless && Actions.Length == 0)
        {
            yield return Owned.Length == 0
                ? $"OCT2001: the endpoint '{name}' says nothing of tenancy. Add .RequireTenantScope(\"...\"), or .AllowTenantless(\"why\") if it touches no tenant's data."
                : $"OCT2002: the endpoint '{name}' says OwnedBy and takes no scope. Add .RequireTenantScope(\"...\").";
        }

        if (IsTenantless && !IsSound)
        {
            yield return $"OCT2003: the endpoint '{name}' says AllowTenantless and asks for a scope, an owner, a run or usage too. Take one of them away; mind the route group or controller that it is in.";
        }

        if (RunParameter is { } run && !HasParameter(endpoint, run))
        {
            yield return $"OCT2018: the endpoint '{name}' says RecordsRun(\"{run}\"), and its route has no such parameter. Name the parameter that carries the run's id.";
        }

        if (Estimate is not null && !isRegistered(typeof(IUsageQuotas)))
        {
            yield return $"OCT2704: the endpoint '{name}' says ReservesUsage, and nothing limits usage. Call AddUsageQuotas, or register an IUsageQuotas.";
        }

        foreach (IOwnedMarker owned in Owned)
        {
            if (!HasParameter(endpoint, owned.RouteParameter))
            {
                yield return $"OCT2004: the endpoint '{name}' says OwnedBy(\"{owned.RouteParameter}\"), and its route has no such parameter. Name the parameter that carries the id.";
            }

            if (RouteBinding.MayDiffer(endpoint, owned.RouteParameter))
            {
                yield return $"OCT2012: the endpoint '{name}' says OwnedBy(\"{owned.RouteParameter}\"), and its action may take '{owned.RouteParameter}' from a form or a query instead of the route. Put [FromRoute] on the parameter, or [ApiController] on the controller.";
            }

            if (!isRegistered(owned.SourceType))
            {
                yield return $"OCT2005: the endpoint '{name}' says OwnedBy, and nothing finds the owner. Register an IResourceOwnerSource<{owned.SourceType.GenericTypeArguments[0].Name}>.";
            }
        }
    }

    private static bool HasParameter(Endpoint endpoint, string name) => endpoint is RouteEndpoint route && route.RoutePattern.GetParameter(name) is not null;
}
