using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Authorization;

/// <summary>Answers <see cref="TenantScopeRequirement"/> by the policy engine, for the tenant of the request's scope.</summary>
/// <remarks>SECURITY: a refusal calls <c>Fail()</c>, because only that keeps another handler from satisfying the requirement.</remarks>
internal sealed class TenantScopeHandler(TenantContext tenant, PolicyEngine engine) : AuthorizationHandler<TenantScopeRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, TenantScopeRequirement requirement)
    {
        if (!tenant.IsBound)
        {
            Fail(context, DenyReason.ClaimMissing);
            return;
        }

        AccessResult result = await tenant.AuthorizeAsync(engine.Action(requirement.Scope), Resource(context.Resource)).ConfigureAwait(false);
        if (result.IsAllowed)
        {
            context.Succeed(requirement);
            return;
        }

        Fail(context, result.Decision.Reason);
    }

    // What routing hands to a policy is the request itself: the collection of the caller. What is not known to have an owner has none.
    private ResourceRef Resource(object? resource) => resource switch
    {
        ResourceRef known => known,
        TenantResource reference => reference.ToResource(),
        ITenantOwned owned => ResourceRef.Owned("resource", owned.Tenant),
        HttpContext => ResourceRef.Collection(tenant.Claim.ReachedTenant),
        _ => default,
    };

    private void Fail(AuthorizationHandlerContext context, DenyReason reason) => context.Fail(new AuthorizationFailureReason(this, reason.ToCode()));
}
