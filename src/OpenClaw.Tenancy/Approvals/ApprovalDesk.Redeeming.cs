using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <content>How what was allowed is used.</content>
public sealed partial class ApprovalDesk
{
    /// <summary>Takes one use of what an approval allowed, for exactly the action that is about to be done.</summary>
    /// <param name="permit">A permit for <see cref="Redeem"/> of this run.</param>
    /// <param name="run">The run in which it is about to be done. A child run has an id of its own, and needs an approval of its own.</param>
    /// <param name="id">The approval.</param>
    /// <param name="action">What is about to be done.</param>
    /// <param name="cancellationToken">Ends the waiting; the use may be gone nevertheless.</param>
    /// <returns>The grant, or why there is none.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="OperationCanceledException">The caller ended the waiting.</exception>
    public async Task<ApprovalRedemption> RedeemAsync(AccessPermit permit, RunId run, ApprovalId id, ProposedAction action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(action);
        TenantId tenant = _engine.Demand(permit, Redeem, run.ToString());
        try
        {
            return await RedeemCoreAsync(permit, tenant, run, id, action, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            _trail.Unavailable(permit, id, run, correlationId: null);
            return Refused(ApprovalRefusal.Unavailable);
        }
    }

    private async Task<ApprovalRedemption> RedeemCoreAsync(
        AccessPermit permit, TenantId tenant, RunId run, ApprovalId id, ProposedAction action, CancellationToken cancellationToken)
    {
        bool isRecorded = false;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            KeptApproval? kept = await FindSettledAsync(tenant, id, cancellationToken).ConfigureAwait(false);
            if (kept is null || !kept.IsOf(run))
            {
                _trail.NotFound(permit, id, run, correlationId: null);
                return Refused(ApprovalRefusal.NotFound);
            }

            if (Obstacle(kept, action) is { } refusal)
            {
                return Refused(permit, kept.Record, refusal);
            }

            ApprovalRecord next = kept.Record with { UsesLeft = kept.Record.UsesLeft - 1, Version = kept.Record.Version + 1 };
            if (!isRecorded && !await _trail.RecordAsync(permit, next, next.Decision, correlationId: null, cancellationToken).ConfigureAwait(false))
            {
                return Refused(permit, kept.Record, ApprovalRefusal.NoRecord);
            }

            isRecorded = true;
            switch (await _approvals.ReplaceAsync(tenant, next, () => MayRedeem(permit, run, next), cancellationToken).ConfigureAwait(false))
            {
                case ApprovalCommit.Done:
                    return ApprovalRedemption.Of(Grant(tenant, next, permit));
                case ApprovalCommit.Refused when !Holds(permit, Redeem, run):
                    return Refused(permit, kept.Record, ApprovalRefusal.RunEnded);
            }
        }

        throw NoProgress();
    }

    // SECURITY: the seal holds every field, and the action is the caller's, hashed anew: nothing that a store says of it is believed.
    private ApprovalRefusal? Obstacle(KeptApproval kept, ProposedAction action) =>
        !kept.IsWhole ? ApprovalRefusal.Corrupt
        : !kept.Is(ApprovalStatus.Allowed) ? ApprovalRefusal.NotAllowed
        : kept.HasEndedAt(NowTicks, _options.MaxLifetime) ? ApprovalRefusal.Ended
        : !string.Equals(action.ToDigest().ToString(), kept.Record.Digest) ? ApprovalRefusal.OtherAction
        : kept.Record.UsesLeft <= 0 || kept.Record.UsesLeft > kept.Record.Uses ? ApprovalRefusal.UsedUp
        : !_parties.ResolverStands(kept.Record) ? ApprovalRefusal.ResolverGone
        : null;

    private bool MayRedeem(AccessPermit permit, RunId run, ApprovalRecord next) =>
        NowTicks < next.ExpiresTicks && _parties.ResolverStands(next) && Holds(permit, Redeem, run);

    // SECURITY: the only mint of grants, after the use was counted.
    private ApprovalGrant Grant(TenantId tenant, ApprovalRecord used, AccessPermit permit)
    {
        Approval approval = new KeptApproval(tenant, used, isWhole: true).At(NowTicks)!;
        return new ApprovalGrant(approval, permit.ExpiresAt < approval.ExpiresAt ? permit.ExpiresAt : approval.ExpiresAt, _realm.Steady);
    }

    private ApprovalRedemption Refused(AccessPermit permit, ApprovalRecord record, ApprovalRefusal refusal)
    {
        _trail.Refused(permit, record, refusal, record.Decision, correlationId: null);
        return Refused(refusal);
    }

    private static ApprovalRedemption Refused(ApprovalRefusal refusal) => ApprovalRedemption.Refused(refusal.Reason, refusal.Message);
}
