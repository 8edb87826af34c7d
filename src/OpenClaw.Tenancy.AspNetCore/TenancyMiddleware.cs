using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Credentials;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.AspNetCore.Selectors;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore;

/// <summary>Lets a request through to its endpoint when its claim may do what the endpoint does, and gives its scope a tenant.</summary>
internal sealed class TenancyMiddleware
{
    private readonly RequestDelegate _next;
    private readonly PolicyEngine _engine;
    private readonly CredentialReader _credentials;
    private readonly SelectorReader _selectors;
    private readonly EndpointPlans _plans;
    private readonly TimeProvider _time;
    private readonly AccessAction _unknownRoute;

    public TenancyMiddleware(RequestDelegate next, PolicyEngine engine, CredentialReader credentials, SelectorReader selectors, EndpointPlans plans, TimeProvider time)
    {
        (_next, _engine, _credentials, _selectors, _plans, _time) = (next, engine, credentials, selectors, plans, time);

        // It only names the request in the trail: an unknown route takes a caller and no scope.
        _unknownRoute = engine.Action("operator.read", "unknown_route");
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            return PassUnknownRouteAsync(context, _next);
        }

        EndpointPlan plan = _plans.Of(endpoint);
        if (plan.IsTenantless && plan.IsSound)
        {
            EndpointGuard.Open(context, plan);
            return _next(context);
        }

        if (plan.IsSound)
        {
            return EnforceAsync(context, plan);
        }

        // Routing's own answer for a method that a route does not offer is an endpoint that nobody mapped; it says nothing and touches nothing.
        // Every other endpoint that says nothing came after the start and is treated as if it were not there.
        return PassUnknownRouteAsync(context, RoutingAnswer.Is(endpoint) ? endpoint.RequestDelegate! : RoutingAnswer.NotFoundAsync);
    }

    private async Task EnforceAsync(HttpContext context, EndpointPlan plan)
    {
        if (context.Features.Get<EndpointPlan>() is not null)
        {
            // The pipeline runs a second time for this request, and its scope has a tenant already.
            await Problem.DependencyUnavailable.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        AccessRequest request = await ReadAsync(context, plan.Actions[0]).ConfigureAwait(false);
        AccessResult result = default;
        foreach (AccessAction action in plan.Actions)
        {
            result = await AuthorizeAsync(context, plan, request.For(action)).ConfigureAwait(false);
            if (!result.IsAllowed)
            {
                await Problem.For(result.Decision.Reason).WriteAsync(context).ConfigureAwait(false);
                return;
            }
        }

        AccessPermit permit = result.Permit!;
        context.RequestServices.GetRequiredService<ITenantContextFactory>().Bind(permit.Claim, permit, request.CorrelationId);
        EndpointGuard.Open(context, plan);
        await _next(context).ConfigureAwait(false);
    }

    private ValueTask<AccessResult> AuthorizeAsync(HttpContext context, EndpointPlan plan, AccessRequest request)
    {
        if (plan.Owned.Length != 0)
        {
            return AuthorizeOwnedAsync(context, plan, request);
        }

        // A collection is the claim's own tenant's; without a claim the engine refuses whatever the resource is.
        TenantId? own = request.Principal?.Tenant;
        return _engine.AuthorizeAsync(own is null ? request : request.About(ResourceRef.Collection(own)), context.RequestAborted);
    }

    private async ValueTask<AccessResult> AuthorizeOwnedAsync(HttpContext context, EndpointPlan plan, AccessRequest request)
    {
        AccessResult result = default;
        foreach (IOwnedMarker owned in plan.Owned)
        {
            string? id = context.Request.RouteValues[owned.RouteParameter] as string;
            result = await OwnerLookup.AuthorizeAsync(
                _engine, (text, ct) => owned.FindOwnerAsync(context.RequestServices, text, ct), request, id, context.RequestAborted).ConfigureAwait(false);
            if (!result.IsAllowed)
            {
                return result;
            }
        }

        return result;
    }

    private async Task PassUnknownRouteAsync(HttpContext context, RequestDelegate next)
    {
        AccessRequest request = await ReadAsync(context, _unknownRoute).ConfigureAwait(false);
        DenyReason refusal = _engine.Recognize(in request);
        if (refusal != DenyReason.None)
        {
            await Problem.For(refusal).WriteAsync(context).ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
        await RoutingAnswer.DescribeAsync(context).ConfigureAwait(false);
    }

    private async ValueTask<AccessRequest> ReadAsync(HttpContext context, AccessAction action)
    {
        PresentedClaim presented = await _credentials.ReadAsync(context).ConfigureAwait(false);
        AccessRequest request = presented.Claim is { } claim
            ? new AccessRequest(claim, action, default, _time.GetUtcNow())
            : AccessRequest.WithoutClaim(action, _time.GetUtcNow(), presented.Fault, presented.Detail);
        return request with { Selection = _selectors.Read(context), CorrelationId = context.TraceIdentifier };
    }
}
