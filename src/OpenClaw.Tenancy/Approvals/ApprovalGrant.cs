using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>One use of what an approval allowed: the right to do exactly one action in exactly one run of one tenant.</summary>
/// <remarks>
/// Only <see cref="ApprovalDesk.RedeemAsync"/> makes one, and counts the use before it does. Whoever acts asks <see cref="Covers"/> at that
/// moment, with what he is about to do. Immutable and safe for use by many threads.
/// </remarks>
public sealed class ApprovalGrant
{
    private readonly SteadyClock _clock;

    // SECURITY: internal, and called by the desk alone.
    internal ApprovalGrant(Approval approval, DateTimeOffset expiresAt, SteadyClock clock) =>
        (Tenant, Run, Approval, Digest, Requester, UsesLeft, ExpiresAt, _clock) =
            (approval.Tenant, approval.Run, approval.Id, approval.Digest, approval.Requester, approval.UsesLeft, expiresAt, clock);

    /// <summary>The tenant.</summary>
    public TenantId Tenant { get; }

    /// <summary>The run.</summary>
    public RunId Run { get; }

    /// <summary>The approval that it was redeemed from.</summary>
    public ApprovalId Approval { get; }

    /// <summary>The digest of the action.</summary>
    public Digest256 Digest { get; }

    /// <summary>Who asked.</summary>
    public ApprovalParty Requester { get; }

    /// <summary>How many further uses the approval had left.</summary>
    public int UsesLeft { get; }

    /// <summary>When it ends; at that moment it is over. Never later than the permit by which it was redeemed.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Whether it covers what is about to be done, now.</summary>
    /// <param name="tenant">The tenant for which it is done.</param>
    /// <param name="run">The run in which it is done.</param>
    /// <param name="action">What is done.</param>
    /// <returns>True when all three are exactly the ones that were approved, and the grant has not ended.</returns>
    public bool Covers(TenantId tenant, RunId run, ProposedAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Tenant.Equals(tenant) && Run.Equals(run) && action.ToDigest() == Digest && _clock.NowTicks < ExpiresAt.UtcTicks;
    }
}
