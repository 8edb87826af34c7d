using OpenClaw.Tenancy.Approvals;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>The store in memory, with a hand in it: it edits what is read, pauses in the commit, and fails when a test says so.</summary>
internal sealed class WatchedStore : IApprovalStore
{
    private readonly InMemoryApprovalStore _store = new();

    public bool IsDurable { get; init; }

    /// <summary>Changes what anybody reads, as somebody with a hand on the disk would.</summary>
    public Func<ApprovalRecord, ApprovalRecord> Edit { get; set; } = static r => r;

    /// <summary>Called inside the commit, before the last question.</summary>
    public Action Committing { get; set; } = static () => { };

    /// <summary>How often in a row somebody else was first.</summary>
    public int Overtakes { get; set; }

    /// <summary>What a change waits for before it is committed.</summary>
    public Func<Task> Late { get; set; } = static () => Task.CompletedTask;

    /// <summary>The change that was asked for last, whether anybody still waits for it or not.</summary>
    public Task<ApprovalCommit> Last { get; private set; } = Task.FromResult(ApprovalCommit.Stale);

    /// <summary>How many changes it was asked to keep.</summary>
    public int Offered { get; private set; }

    /// <summary>Called before everything else that the store does.</summary>
    public Action Asked { get; set; } = static () => { };

    public ValueTask<string?> FindOwnerAsync(string id, CancellationToken cancellationToken)
    {
        Asked();
        return _store.FindOwnerAsync(id, cancellationToken);
    }

    public async ValueTask<ApprovalRecord?> FindAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        Asked();
        return await _store.FindAsync(tenant, id, cancellationToken) is { } record ? Edit(record) : null;
    }

    public async ValueTask<IReadOnlyList<ApprovalRecord>> ListAsync(TenantId tenant, string? run, IReadOnlyList<string> statuses, int max, CancellationToken cancellationToken)
    {
        Asked();
        return [.. (await _store.ListAsync(tenant, run, statuses, max, cancellationToken)).Select(Edit)];
    }

    public ValueTask<ApprovalCommit> AddAsync(
        TenantId tenant, ApprovalRecord added, ApprovalRecord? superseded, ApprovalLimits limits, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        Asked();
        return IsOvertaken() ? new ValueTask<ApprovalCommit>(ApprovalCommit.Stale) : _store.AddAsync(tenant, added, superseded, limits, Pausing(mayCommit), cancellationToken);
    }

    public ValueTask<ApprovalCommit> ReplaceAsync(TenantId tenant, ApprovalRecord changed, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        Asked();
        Last = IsOvertaken() ? Task.FromResult(ApprovalCommit.Stale) : ReplaceLateAsync(tenant, changed, mayCommit, cancellationToken);
        return new ValueTask<ApprovalCommit>(Last);
    }

    public ValueTask EraseAsync(TenantId tenant, string? run, CancellationToken cancellationToken) => _store.EraseAsync(tenant, run, cancellationToken);

    private async Task<ApprovalCommit> ReplaceLateAsync(TenantId tenant, ApprovalRecord changed, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        await Late();
        return await _store.ReplaceAsync(tenant, changed, Pausing(mayCommit), cancellationToken);
    }

    private bool IsOvertaken()
    {
        Offered++;
        return Overtakes-- > 0;
    }

    private Func<bool> Pausing(Func<bool> mayCommit) => () =>
    {
        Committing();
        return mayCommit();
    };
}
