using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Credentials;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.AspNetCore.Selectors;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Limits;
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
    private readonly RequestLimits _limits;
    private readonly RefusalTrail _trail;
    private readonly TenantTags _tags;
    private readonly TimeProvider _time;
    private readonly AccessAction _unknownRoute;

    public TenancyMiddleware(
        RequestDelegate next, PolicyEngine engine, CredentialReader credentials, SelectorReader selectors, EndpointPlans plans, RequestLimits limits, RefusalTrail trail, TenantTags tags, TimeProvider time)
    {
        (_next, _engine, _credentials, _selectors, _plans, _limits, _trail, _tags, _time) = (next, engine, credentials, selectors, plans, limits, trail, tags, time);

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
        if (context.RequestServices.GetRequiredService<TenantContext>().IsBound)
        {
            // The pipeline runs a second time for this request, and its scope has a tenant already.
            await Problem.DependencyUnavailable.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        AccessRequest request = await ReadAsync(context, plan.Actions[0], plan.RunOf(context)).ConfigureAwait(false);
        using IDisposable? tagged = Tag(context, request.Principal);

        // Who comes by a grant does what the tenant's own callers do, and nothing as the platform.
        AccessAction[] actions = request.Principal is { IsPlatform: true, Grant: null } ? plan.PlatformActions : plan.Actions;
        request = ReferenceEquals(actions, plan.Actions) ? request : request.For(actions[0]);
        bool isPlain = actions.Length == 1 && plan.Owned.Length == 0 && plan.Input is null;
        bool isLimited = _limits.Limit(plan);
        if ((isLimited || !isPlain) && RefusalOfClaim(actions, request) is { } early)
        {
            await early.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        // Once it is known whose share a request takes, and before it costs anything: its input, a look-up, a record.
        using LimitLease? lease = isLimited ? await _limits.AcquireAsync(context, request).ConfigureAwait(false) : null;
        if (lease is { IsAllowed: false })
        {
            await RequestLimits.RefuseAsync(context, lease).ConfigureAwait(false);
            return;
        }

        if (!isPlain && await RefusalOfInputAsync(context, plan, request).ConfigureAwait(false) is { } bad)
        {
            await bad.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        AccessResult result = isPlain
            ? await _engine.AuthorizeAsync(AboutOwnCollection(request), context.RequestAborted).ConfigureAwait(false)
            : await AuthorizeAllAsync(context, plan, actions, request).ConfigureAwait(false);
        if (result.Permit is not { } permit)
        {
            await Problem.For(result.Decision.Reason).WriteAsync(context).ConfigureAwait(false);
            return;
        }

        ITenantContextFactory scope = context.RequestServices.GetRequiredService<ITenantContextFactory>();
        if (plan.Owned.Length == 0)
        {
            scope.Bind(permit.Claim, permit, request.CorrelationId, request.RunId);
        }
        else
        {
            scope.Complete(permit);
        }

        EndpointGuard.Open(context, plan);
        await (plan.Estimate is { } estimate ? _limits.ReserveAsync(context, estimate, _next) : _next(context)).ConfigureAwait(false);
    }

    // A collection is the claim's own tenant's, or its grant's target's; without a claim the engine refuses whatever the resource is.
    private static AccessRequest AboutOwnCollection(AccessRequest request) =>
        request.Principal is { } claim ? request.About(ResourceRef.Collection(claim.ReachedTenant)) : request;

    // First what the claim alone decides, for every action; then the limits; then what the request brings; then the owners; then everything
    // at once: nothing is recorded as allowed that something later refuses, and no answer comes before one that ranks higher.
    private Problem? RefusalOfClaim(AccessAction[] actions, AccessRequest request)
    {
        foreach (AccessAction action in actions)
        {
            DenyReason early = _engine.Admit(request.For(action));
            if (early != DenyReason.None)
            {
                return Problem.For(early);
            }
        }

        return null;
    }

    private async ValueTask<Problem?> RefusalOfInputAsync(HttpContext context, EndpointPlan plan, AccessRequest request)
    {
        Problem? refusal = plan.Input is { } input ? await input.ReadAsync(context, request.Principal!).ConfigureAwait(false) : null;
        if (refusal is not null)
        {
            string? id = plan.Owned.Length == 0 ? null : context.Request.RouteValues[plan.Owned[0].RouteParameter] as string;
            _trail.Record(context, request.Principal!, request.Action!.Name, id, refusal.Code);
        }

        return refusal;
    }

    private async ValueTask<AccessResult> AuthorizeAllAsync(HttpContext context, EndpointPlan plan, AccessAction[] actions, AccessRequest request)
    {
        if (plan.Owned.Length != 0)
        {
            // What looks an owner up may do so as the caller's own tenant, so the scope has it from here on; its permit comes later.
            context.RequestServices.GetRequiredService<ITenantContextFactory>().Bind(request.Principal!, permit: null, request.CorrelationId, request.RunId);
        }

        (DenyReason fault, List<AccessRequest> asked) = await FindOwnersAsync(context, plan, actions, request).ConfigureAwait(false);
        return fault != DenyReason.None ? AccessResult.Refused(fault) : await _engine.AuthorizeAllAsync(asked, context.RequestAborted).ConfigureAwait(false);
    }

    private async ValueTask<(DenyReason Fault, List<AccessRequest> Asked)> FindOwnersAsync(
        HttpContext context, EndpointPlan plan, AccessAction[] actions, AccessRequest request)
    {
        TenantContext scope = context.RequestServices.GetRequiredService<TenantContext>();
        List<ResourceRef> resources = [];
        foreach (IOwnedMarker owned in plan.Owned)
        {
            (DenyReason fault, ResourceRef found) = await OwnerLookup.FindAsync(
                _engine,
                (id, ct) => scope.LookUpAsync((named, token) => owned.FindOwnerAsync(context.RequestServices, named, token), id, ct),
                request,
                context.Request.RouteValues[owned.RouteParameter] as string,
                context.RequestAborted).ConfigureAwait(false);
            if (fault != DenyReason.None)
            {
                return (fault, []);
            }

            resources.Add(found);
        }

        AccessRequest[] about = resources.Count == 0 ? [AboutOwnCollection(request)] : [.. resources.Select(r => request.About(in r))];
        return (DenyReason.None, [.. actions.SelectMany(_ => about, static (action, one) => one.For(action))]);
    }

    private async Task PassUnknownRouteAsync(HttpContext context, RequestDelegate next)
    {
        AccessRequest request = await ReadAsync(context, _unknownRoute, runId: null).ConfigureAwait(false);
        using IDisposable? tagged = Tag(context, request.Principal);
        DenyReason refusal = _engine.Recognize(in request);
        if (refusal != DenyReason.None)
        {
            await Problem.For(refusal).WriteAsync(context).ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
        await RoutingAnswer.DescribeAsync(context).ConfigureAwait(false);
    }

    // The request's own span began before anybody knew whose it is, and is that tenant's as a whole.
    private IDisposable? Tag(HttpContext context, VerifiedTenantClaim? claim)
    {
        if (claim is null)
        {
            return null;
        }

        _tags.Mark(context.Features.Get<IHttpActivityFeature>()?.Activity, claim);
        _tags.Mark(Activity.Current, claim);
        return _tags.Begin(claim);
    }

    private async ValueTask<AccessRequest> ReadAsync(HttpContext context, AccessAction action, string? runId)
    {
        PresentedClaim presented = await _credentials.ReadAsync(context).ConfigureAwait(false);
        AccessRequest request = presented.Claim is { } claim
            ? new AccessRequest(claim, action, default, _time.GetUtcNow())
            : AccessRequest.WithoutClaim(action, _time.GetUtcNow(), presented.Fault, presented.Detail);
        return request with { Selection = _selectors.Read(context), CorrelationId = context.TraceIdentifier, RunId = runId };
    }
}
