using Microsoft.AspNetCore.Authorization;

namespace OpenClaw.Tenancy.Benchmarks.Requests;

/// <summary>The peer's policy: the tenant of the principal is the one that is served, and a scope is there.</summary>
internal sealed class TenantPolicy : AuthorizationHandler<TenantPolicy.Requirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        if (string.Equals(context.User.FindFirst("tenant_id")?.Value, requirement.Tenant) && context.User.HasClaim("scope", requirement.Scope))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    internal sealed record Requirement(string Tenant, string Scope) : IAuthorizationRequirement;
}
