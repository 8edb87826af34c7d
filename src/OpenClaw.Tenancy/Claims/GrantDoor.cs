using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Claims;

/// <summary>The part of an issuer's door that lets in who comes by a break-glass grant: as a platform operator who reaches one tenant, and nothing else.</summary>
internal sealed class GrantDoor(string issuer, TenantIssuerOptions options, TenancyRealm realm)
{
    /// <summary>Finds the grant that a credential names, and what it opens. Why it opens nothing is said in words for the trail alone.</summary>
    internal ClaimAcceptance? Refusal(TenantClaim claim, ClaimActor actor, out BreakGlassGrant? grant)
    {
        grant = null;
        if (realm.Seal is not { } seal || !options.AllowsPlatform || !realm.Directory.TryFindGrant(actor.Grant, out grant))
        {
            return Refused("grant_unknown");
        }

        if (!string.Equals(actor.Tenant, TenantId.Platform.ToString()))
        {
            return Refused("actor_tenant");
        }

        if (!string.Equals(claim.Subject, actor.Subject) || grant.Requester != new LinkedIdentity(actor.Issuer, actor.Subject))
        {
            return Refused("grant_actor");
        }

        // SECURITY: the exact text of the id, whatever the issuer or an outside system calls tenants.
        return !realm.Directory.TryFind(claim.Tenant, out TenantEntry? entry) || entry.Id != grant.Target ? Refused("grant_tenant")
            : Standing(grant) is { } fault ? Refused(fault)
            : seal.Holds(grant) ? null : Refused("grant_signature");
    }

    /// <summary>Accepts what a grant covers. The claim is of the platform, and holds nothing there: what it holds is the grant's.</summary>
    internal ClaimAcceptance Accept(TenantClaim claim, BreakGlassGrant grant)
    {
        // INVARIANT: the grant's word before its status is asked again, so that a revocation in between is seen later.
        long word = grant.Cell.Word;
        if (Standing(grant) is { } fault || grant.Approval is not { } approval || !LivenessCell.IsAlive(word))
        {
            return Refused("grant_ended");
        }

        if (!GrantApprover.Of(realm.Directory, approval, out Liveness approver) || !IsLetIn(approval.Approver))
        {
            return Refused("grant_approver");
        }

        if (!TryReadScopes(claim, grant, out ScopeSet? scopes))
        {
            return Refused("grant_scope");
        }

        ClaimActor actor = claim.Actor!;
        realm.Directory.TryFind(TenantId.Platform.ToString(), out TenantEntry? platform);
        var operatorLife = new Liveness(realm.Directory, platform!, actor.Issuer, actor.Subject, credentialId: null);
        var target = new Liveness(realm.Directory, grant.Entry, issuer, claim.Subject, claim.CredentialId);
        if (Refusal(claim, in operatorLife, in target) is { } refusal)
        {
            return refusal;
        }

        return ClaimAcceptance.Accepted(new VerifiedTenantClaim(
            realm,
            actor.Issuer,
            actor.Subject,
            claim.CredentialId,
            new ScopeSet(realm.Lattice, []),
            in operatorLife,
            claim.IssuedAt,
            Math.Min(claim.ExpiresAt.UtcTicks, approval.NotAfterTicks),
            actor,
            grant: new ClaimGrant(grant, word, approval, scopes, in target, in approver, issuer)));
    }

    private ClaimAcceptance? Refusal(TenantClaim claim, in Liveness operatorLife, in Liveness target)
    {
        if (!target.WasTenantAlive)
        {
            return ClaimAcceptance.Refused(DenyReason.TenantInactive, "tenant_status");
        }

        if (!IsLetIn(new LinkedIdentity(claim.Actor!.Issuer, claim.Actor.Subject)))
        {
            return ClaimAcceptance.Refused(DenyReason.Revoked, "no_member");
        }

        // As of every credential: a tie is a refusal. The generation is that of the target; the operator's own place is held against the time of issue.
        long latestIssued = Math.Max(claim.IssuedAt.UtcTicks - options.ClockSkew.Ticks, 0);
        return operatorLife.WasHolderAlive && !operatorLife.RevokedSince(generation: null, latestIssued)
            && target.WasHolderAlive && !target.RevokedSince(claim.Generation, latestIssued)
            ? null
            : ClaimAcceptance.Refused(DenyReason.Revoked, "revoked");
    }

    // Where members alone are let in, operators are the platform's.
    private bool IsLetIn(LinkedIdentity who) => !options.MembersOnly
        || realm.Directory.MemberOf(realm.Directory.EntryOf(TenantId.Platform), who.Issuer, who.Subject) is { IsRemoved: false };

    // By the clock that goes back for nothing. A token before its collection was not handed out by anybody.
    private string? Standing(BreakGlassGrant grant)
    {
        long now = realm.Steady.NowTicks;
        return grant.StatusAt(now) switch
        {
            GrantStatus.Approved => !grant.IsCollected ? "grant_pending" : now < grant.Approval!.NotBeforeTicks ? "grant_early" : null,
            GrantStatus.Pending => "grant_pending",
            GrantStatus.Revoked => "grant_revoked",
            _ => "grant_ended",
        };
    }

    // SECURITY: one scope beyond the grant, or on another axis, refuses the whole credential; it is never dropped in silence.
    private bool TryReadScopes(TenantClaim claim, BreakGlassGrant grant, [NotNullWhen(true)] out ScopeSet? scopes)
    {
        scopes = null;
        var asked = new List<TenantScopedScope>();
        foreach (string text in claim.Scopes)
        {
            if (text is null || !TenantScopedScope.TrySplit(text, out string? name, out string? tenant) || !string.Equals(tenant, claim.Tenant))
            {
                return false;
            }

            asked.Add(TenantScopedScope.ForTenant(name, grant.Target));
        }

        var given = new ScopeSet(realm.Lattice, grant.Scopes.Select(name => TenantScopedScope.ForTenant(name, grant.Target)));
        var held = new ScopeSet(realm.Lattice, asked);
        scopes = claim.Roles.Count == 0 && given.Narrow(held).Count == held.Count ? held : null;
        return scopes is not null;
    }

    private static ClaimAcceptance Refused(string detail) => ClaimAcceptance.Refused(DenyReason.TokenInvalid, detail);
}
