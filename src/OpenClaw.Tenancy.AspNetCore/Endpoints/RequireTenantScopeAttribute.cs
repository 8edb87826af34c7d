using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>An endpoint takes a verified claim of a tenant, and a scope on that tenant's axis.</summary>
/// <remarks>On a controller or an action. A route handler says it with <c>RequireTenantScope</c>. Several are all required.</remarks>
/// <param name="scope">The name of the scope.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireTenantScopeAttribute(string scope) : TenancyGuardAttribute, ITenancyMarker
{
    /// <summary>The name of the scope.</summary>
    public string Scope { get; } = scope;

    /// <summary>The action's name in audit records and permits.</summary>
    /// <value>Default: null, which is the scope's name.</value>
    public string? Action { get; init; }

    /// <summary>What the endpoint acts on.</summary>
    /// <value>Default: a tenant's data.</value>
    public AccessActionKind Kind { get; init; }
}
