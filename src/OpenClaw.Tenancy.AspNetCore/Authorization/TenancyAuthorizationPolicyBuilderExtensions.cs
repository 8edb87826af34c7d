using OpenClaw.Tenancy.AspNetCore.Authorization;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.AspNetCore.Authorization;
#pragma warning restore IDE0130

/// <summary>Bridges ASP.NET Core's policies to the tenant boundary.</summary>
public static class TenancyAuthorizationPolicyBuilderExtensions
{
    /// <summary>Requires that the caller holds a scope in the tenant that owns the resource. A mismatch fails the policy for good.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scope">The name of the scope.</param>
    /// <returns>The policy.</returns>
    public static AuthorizationPolicyBuilder RequireTenantScope(this AuthorizationPolicyBuilder policy, string scope)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AddRequirements(new TenantScopeRequirement(scope));
    }
}
