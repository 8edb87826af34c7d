using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>While tenancy is off no middleware stands before an endpoint; a resource that belongs to a tenant stays unreachable all the same.</summary>
internal static class DefaultTenantGuard
{
    /// <summary>The refusal of a request for a tenant's resource, or null. What has no owner is left to the handler, as before.</summary>
    internal static async ValueTask<Problem?> RefusalAsync(HttpContext context, EndpointPlan plan)
    {
        IServiceProvider services = context.RequestServices;
        AccessAction action = plan.Actions.LastOrDefault() ?? services.GetRequiredService<PolicyEngine>().Action("operator.read", "owned");
        foreach (IOwnedMarker owned in plan.Owned)
        {
            if (context.GetEndpoint() is { } endpoint && RouteBinding.MayDiffer(endpoint, owned.RouteParameter))
            {
                // In the other modes this refuses the start (OCT2012).
                return Problem.DependencyUnavailable;
            }

            // Whatever text it is: a store that forgives case or spelling would find a tenant's row by it.
            if (context.GetRouteValue(owned.RouteParameter) is not string { Length: > 0 } id)
            {
                continue;
            }

            AccessResult result;
            try
            {
                TenantId? owner = await owned.FindOwnerAsync(services, id, context.RequestAborted).ConfigureAwait(false);
                if (owner is null)
                {
                    continue;
                }

                result = await services.GetRequiredService<TenantContext>()
                    .AuthorizeAsync(action, ResourceRef.Owned(id, owner), context.RequestAborted).ConfigureAwait(false);
            }
            catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
            {
                return Problem.DependencyUnavailable;
            }

            if (!result.IsAllowed)
            {
                return Problem.For(result.Decision.Reason);
            }
        }

        return null;
    }
}
