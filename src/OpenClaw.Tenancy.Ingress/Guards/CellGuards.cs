using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Ingress.Methods;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>Makes the guards of cells. A singleton, safe for use by many threads.</summary>
internal sealed class CellGuards(PolicyEngine engine, MethodCatalog methods, TimeProvider time) : IFrameGuards
{
    private readonly AccessAction _approvals = engine.Action(ChatCommands.Approvals, "gateway:chat.approve");
    private readonly AccessAction _admin = engine.Action(ChatCommands.Admin, "gateway:chat.command");

    public IFrameGuard GuardOf(VerifiedTenantClaim claim) => new CellGuard(methods, Holds(claim, _approvals), Holds(claim, _admin));

    /// <summary>The scope that is missing for what the body of a request says in a chat, or null.</summary>
    internal string? Missing(VerifiedTenantClaim claim, ReadOnlySpan<byte> body) =>
        ChatCommands.ScopeOf(body) is { } scope && !Holds(claim, scope == ChatCommands.Approvals ? _approvals : _admin) ? scope : null;

    // A record that must stand before the act is made when the request itself is decided.
    private bool Holds(VerifiedTenantClaim claim, AccessAction action)
    {
        var request = new AccessRequest(claim, action, ResourceRef.Collection(claim.ReachedTenant), time.GetUtcNow());
        return engine.Decide(in request).Reason is DenyReason.None or DenyReason.AsyncRequired;
    }
}
