using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Claims;

/// <summary>The break-glass grant by which a platform operator's claim reaches a tenant: which one, with which scopes, until when.</summary>
/// <remarks>It dies with the grant, the tenant and the token: every decision looks at that again. Immutable and safe for use by many threads.</remarks>
public sealed class ClaimGrant
{
    private readonly BreakGlassGrant _grant;
    private readonly Liveness _target;
    private readonly long _word;
    private readonly GrantApproval _approval;
    private readonly Liveness _approver;

    internal ClaimGrant(BreakGlassGrant grant, long word, GrantApproval approval, ScopeSet scopes, in Liveness target, in Liveness approver, string door)
    {
        (_grant, _word, _approval, _target, _approver, Scopes, Door) = (grant, word, approval, target, approver, scopes, door);
        Id = grant.Id.ToString();
    }

    /// <summary>The text of the grant's id.</summary>
    public string Id { get; }

    /// <summary>The tenant that it opens, and the only one.</summary>
    public TenantId Target => _grant.Target;

    /// <summary>The incident that it belongs to.</summary>
    public string Ticket => _grant.Ticket;

    /// <summary>The scopes that it gives, on the target's axis.</summary>
    public ScopeSet Scopes { get; }

    /// <summary>When the grant ends; at that moment it is over.</summary>
    public DateTimeOffset ExpiresAt => new(_approval.NotAfterTicks, TimeSpan.Zero);

    /// <summary>The issuer of the token, at whose door it was accepted.</summary>
    internal string Door { get; }

    /// <summary>The known scopes that it gives.</summary>
    internal ulong Mask => Scopes.TenantMask;

    /// <summary>Whether neither the grant, nor its token, nor whoever approved it was revoked, and the target was active without a break, since the claim was accepted.</summary>
    internal bool IsAlive => _grant.Cell.Word == _word && _target.IsTenantAlive && _target.IsHolderAlive && _approver.IsHolderAlive;

    internal bool IsTargetActive => _target.Entry.Status == TenantStatus.Active;

    /// <summary>Whether a moment lies in the time of the grant, which is half open.</summary>
    internal bool IsOpenAt(long ticks) => ticks >= _approval.NotBeforeTicks && ticks < _approval.NotAfterTicks;

    internal bool HoldsAt(long ticks) => IsAlive && IsTargetActive && IsOpenAt(ticks);

    /// <summary>The same grant with those of the asked scopes that it reaches.</summary>
    internal ClaimGrant Narrow(IEnumerable<TenantScopedScope> asked) => new(_grant, _word, _approval, Scopes.Narrow(asked), in _target, in _approver, Door);
}
