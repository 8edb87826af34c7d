using Microsoft.AspNetCore.Authorization;

namespace OpenClaw.Tenancy.AspNetCore.Authorization;

/// <summary>An ASP.NET Core policy's requirement that the caller holds a scope in the tenant that owns the resource.</summary>
/// <param name="scope">The name of the scope.</param>
public sealed class TenantScopeRequirement(string scope) : IAuthorizationRequirement
{
    /// <summary>The name of the scope.</summary>
    public string Scope { get; } = scope ?? throw new ArgumentNullException(nameof(scope));
}
