using OpenClaw.Tenancy.Approvals;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>Approvals in the gateway's own SQLite file: who writes there waits for his turn, as every other writer does, or would wait for ever among many.</summary>
internal sealed class TurnTakingApprovals(IApprovalStore store, IGatewayDatabase database) : IApprovalStore
{
    public bool IsDurable => store.IsDurable;

    public ValueTask<string?> FindOwnerAsync(string id, CancellationToken cancellationToken) => store.FindOwnerAsync(id, cancellationToken);

    public ValueTask<ApprovalRecord?> FindAsync(TenantId tenant, string id, CancellationToken cancellationToken) => store.FindAsync(tenant, id, cancellationToken);

    public ValueTask<IReadOnlyList<ApprovalRecord>> ListAsync(TenantId tenant, string? run, IReadOnlyList<string> statuses, int max, CancellationToken cancellationToken) =>
        store.ListAsync(tenant, run, statuses, max, cancellationToken);

    public async ValueTask<ApprovalCommit> AddAsync(
        TenantId tenant, ApprovalRecord added, ApprovalRecord? superseded, ApprovalLimits limits, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(tenant, cancellationToken);
        return await store.AddAsync(tenant, added, superseded, limits, mayCommit, cancellationToken);
    }

    public async ValueTask<ApprovalCommit> ReplaceAsync(TenantId tenant, ApprovalRecord changed, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(tenant, cancellationToken);
        return await store.ReplaceAsync(tenant, changed, mayCommit, cancellationToken);
    }

    public async ValueTask EraseAsync(TenantId tenant, string? run, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(tenant, cancellationToken);
        await store.EraseAsync(tenant, run, cancellationToken);
    }
}
