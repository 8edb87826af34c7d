using System.Collections.ObjectModel;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <content>How approvals end without an answer.</content>
public sealed partial class ApprovalDesk
{
    private const string Ending = "approvals.end";
    private const int PageSize = 200;

    private static readonly ReadOnlyCollection<string> Open = Array.AsReadOnly([ApprovalStatus.Pending.ToText(), ApprovalStatus.Allowed.ToText()]);

    /// <summary>Takes an approval back, also one that was allowed and not used.</summary>
    /// <param name="permit">A permit for <see cref="Cancel"/> of this run.</param>
    /// <param name="run">The run.</param>
    /// <param name="id">The approval.</param>
    /// <param name="cancellationToken">Ends the waiting; it may be cancelled nevertheless.</param>
    /// <returns>The approval as it stands now and whether this call did it, or why not.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="OperationCanceledException">The caller ended the waiting.</exception>
    public async Task<ApprovalResult> CancelAsync(AccessPermit permit, RunId run, ApprovalId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(id);
        TenantId tenant = _engine.Demand(permit, Cancel, run.ToString());
        try
        {
            KeptApproval? kept = await FindSettledAsync(tenant, id, cancellationToken).ConfigureAwait(false);
            if (kept?.IsOf(run) != true || kept.At(NowTicks) is not { } standing)
            {
                return NotFound(permit, id, run, correlationId: null);
            }

            ApprovalRecord? ended = await EndAsync(tenant, kept, ApprovalReason.User, () => Holds(permit, Cancel, run), cancellationToken).ConfigureAwait(false);
            if (ended is null)
            {
                return ApprovalResult.Standing(standing);
            }

            _trail.Done(permit, ended, correlationId: null);
            return ApprovalResult.Applied(new KeptApproval(tenant, ended, isWhole: true).At(NowTicks)!);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Unavailable(permit, id, run, correlationId: null);
        }
    }

    /// <summary>Takes back everything that a run was or might be allowed, for it has ended. The host's own code, which nothing binds: it only takes away.</summary>
    /// <param name="run">The run and its tenant.</param>
    /// <param name="reason">Why: <see cref="ApprovalReason.RunAborted"/>, <see cref="ApprovalReason.GatewayRestart"/> or <see cref="ApprovalReason.NoRoute"/>.</param>
    /// <param name="cancellationToken">Ends the work; called again it goes on.</param>
    /// <returns>How many were cancelled.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The reason is another one.</exception>
    /// <exception cref="Exception">The store or the signer failed. What was not cancelled ends by itself.</exception>
    public async Task<int> EndRunForHostAsync(RunRef run, ApprovalReason reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (reason is not (ApprovalReason.RunAborted or ApprovalReason.GatewayRestart or ApprovalReason.NoRoute))
        {
            throw new ArgumentOutOfRangeException(nameof(reason), "A run ends its approvals because it was aborted, because its process is gone, or because nobody can be asked.");
        }

        int count = 0;
        bool isMore = true;
        while (isMore)
        {
            IReadOnlyList<KeptApproval> page = await _approvals.ListAsync(run.Tenant, run.Id, Open, PageSize, cancellationToken).ConfigureAwait(false);
            int before = count;
            foreach (KeptApproval kept in page)
            {
                if (await EndAsync(run.Tenant, kept, reason, static () => true, cancellationToken).ConfigureAwait(false) is { } ended)
                {
                    _trail.Done(run.Tenant, Ending, ended);
                    count++;
                }
            }

            isMore = page.Count == PageSize && count != before;
        }

        return count;
    }

    /// <summary>Removes the approvals of a run for good, with the run itself. The host's own code, which nothing binds: it only takes away.</summary>
    /// <param name="run">The run and its tenant.</param>
    /// <param name="cancellationToken">Ends the work; called again it goes on.</param>
    /// <returns>Whether there was any. Then nothing of it is kept.</returns>
    /// <exception cref="Exception">The store failed.</exception>
    public async Task<bool> EraseRunForHostAsync(RunRef run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        if ((await _approvals.ListAsync(run.Tenant, run.Id, [], max: 1, cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            return false;
        }

        await EndRunForHostAsync(run, ApprovalReason.RunAborted, cancellationToken).ConfigureAwait(false);
        await _approvals.EraseAsync(run.Tenant, run.Id, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Finds an approval, and writes down that it ended where nobody has seen that before: then no clock that is set back revives it.</summary>
    private async ValueTask<KeptApproval?> FindSettledAsync(TenantId tenant, ApprovalId id, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            KeptApproval? kept = await _approvals.FindAsync(tenant, id.ToString(), cancellationToken).ConfigureAwait(false);
            if (kept is null || !IsOpen(kept) || !kept.HasEndedAt(NowTicks, _options.MaxLifetime))
            {
                return kept;
            }

            ApprovalRecord over = kept.Is(ApprovalStatus.Pending)
                ? kept.Record with { Status = ApprovalStatus.Expired.ToText(), Reason = ApprovalReason.Timeout.ToText(), Version = kept.Record.Version + 1 }
                : kept.Record with { UsesLeft = 0, Version = kept.Record.Version + 1 };
            if (await _approvals.ReplaceAsync(tenant, over, static () => true, cancellationToken).ConfigureAwait(false) == ApprovalCommit.Done)
            {
                _trail.Done(tenant, Ending, over);
                Publish(tenant, ApprovalEvent.Resolved, over);
            }
        }

        throw NoProgress();
    }

    private async ValueTask<ApprovalRecord?> EndAsync(TenantId tenant, KeptApproval kept, ApprovalReason reason, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        for (KeptApproval? current = kept; current is not null && IsOpen(current);)
        {
            ApprovalRecord ended = Ended(current.Record, reason);
            switch (await _approvals.ReplaceAsync(tenant, ended, mayCommit, cancellationToken).ConfigureAwait(false))
            {
                case ApprovalCommit.Done:
                    Publish(tenant, ApprovalEvent.Resolved, ended);
                    return ended;
                case ApprovalCommit.Refused:
                    return null;
            }

            current = await _approvals.FindAsync(tenant, ended.Id, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    // Something may still come of it: an answer, or a use.
    private static bool IsOpen(KeptApproval kept) => kept.Is(ApprovalStatus.Pending) || (kept.Is(ApprovalStatus.Allowed) && kept.Record.UsesLeft > 0);

    private static ApprovalRecord Ended(ApprovalRecord record, ApprovalReason reason) =>
        record with { Status = ApprovalStatus.Cancelled.ToText(), Reason = reason.ToText(), UsesLeft = 0, Version = record.Version + 1 };
}
