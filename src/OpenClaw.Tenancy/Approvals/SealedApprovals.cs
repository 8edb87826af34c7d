using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>The store, behind the seal and the limit of waiting. What it gives back is judged before it is believed.</summary>
internal sealed class SealedApprovals(IApprovalStore store, ApprovalSealer sealer, Patience patience)
{
    internal ValueTask<string?> OwnerOfAsync(string id, CancellationToken cancellationToken) => store.FindOwnerAsync(id, cancellationToken);

    internal async ValueTask<KeptApproval?> FindAsync(TenantId tenant, string id, CancellationToken cancellationToken) =>
        Judge(tenant, await patience.WaitForAsync(store.FindAsync(tenant, id, cancellationToken), cancellationToken).ConfigureAwait(false)) is { } kept
            && string.Equals(kept.Record.Id, id) ? kept : null;

    internal async ValueTask<IReadOnlyList<KeptApproval>> ListAsync(
        TenantId tenant, RunId? run, IReadOnlyList<string> statuses, int max, CancellationToken cancellationToken)
    {
        IReadOnlyList<ApprovalRecord> records = await patience.WaitForAsync(
            store.ListAsync(tenant, run?.ToString(), statuses, max, cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. records.Select(r => Judge(tenant, r)).OfType<KeptApproval>()];
    }

    internal async ValueTask<ApprovalCommit> AddAsync(
        TenantId tenant, ApprovalRecord added, ApprovalRecord? superseded, ApprovalLimits limits, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        ApprovalRecord sealedOne = await sealer.SealAsync(added, cancellationToken).ConfigureAwait(false);
        ApprovalRecord? former = superseded is null ? null : await sealer.SealAsync(superseded, cancellationToken).ConfigureAwait(false);
        return await CommitAsync(ask => store.AddAsync(tenant, sealedOne, former, limits, ask, cancellationToken), mayCommit, cancellationToken).ConfigureAwait(false);
    }

    internal async ValueTask<ApprovalCommit> ReplaceAsync(TenantId tenant, ApprovalRecord next, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        ApprovalRecord sealedOne = await sealer.SealAsync(next, cancellationToken).ConfigureAwait(false);
        return await CommitAsync(ask => store.ReplaceAsync(tenant, sealedOne, ask, cancellationToken), mayCommit, cancellationToken).ConfigureAwait(false);
    }

    internal ValueTask EraseAsync(TenantId tenant, RunId? run, CancellationToken cancellationToken) => store.EraseAsync(tenant, run?.ToString(), cancellationToken);

    // What is late and was given up for lost is not committed after that, unless it is being committed already.
    private async ValueTask<ApprovalCommit> CommitAsync(Func<Func<bool>, ValueTask<ApprovalCommit>> commit, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        bool isGivenUp = false;
        try
        {
            return await patience.WaitForAsync(commit(() => !Volatile.Read(ref isGivenUp) && mayCommit()), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Volatile.Write(ref isGivenUp, true);
            throw;
        }
    }

    // SECURITY: a record of another tenant is none, whatever the store makes of the tenant that it was asked for.
    private KeptApproval? Judge(TenantId tenant, ApprovalRecord? record) =>
        record is null || !string.Equals(record.Tenant, tenant.ToString()) || !ResourceId.IsWellFormed(record.Id) || !ResourceId.IsWellFormed(record.Run)
            ? null : new KeptApproval(tenant, record, sealer.Holds(record));
}
