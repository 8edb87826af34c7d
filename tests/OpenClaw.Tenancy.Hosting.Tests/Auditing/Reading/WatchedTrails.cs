using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Trails;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing.Reading;

/// <summary>Stands before a store of trails, counts what is read, and lets a test act before a reading.</summary>
internal sealed class WatchedTrails(IAuditTrailStore inner) : IAuditTrailStore
{
    /// <summary>How many entries were given out.</summary>
    public int Given { get; set; }

    /// <summary>How many readings there were.</summary>
    public int Readings { get; set; }

    /// <summary>Called before a reading, with its number from 1.</summary>
    public Func<int, Task>? Before { get; set; }

    /// <summary>Changes what a reading gives out, as somebody with a hand on the disk would.</summary>
    public Func<IReadOnlyList<AuditEntry>, IReadOnlyList<AuditEntry>> Edit { get; set; } = static read => read;

    /// <summary>Changes the end that the store says a trail has.</summary>
    public Func<TrailHead, TrailHead> EditHead { get; set; } = static head => head;

    /// <summary>Changes the leaves of the ledger's tree.</summary>
    public Func<IReadOnlyList<Digest256>, IReadOnlyList<Digest256>> EditLeaves { get; set; } = static leaves => leaves;

    public ValueTask<string> OriginAsync(CancellationToken cancellationToken) => inner.OriginAsync(cancellationToken);

    public async ValueTask<TrailHead> HeadAsync(TrailAccess access, CancellationToken cancellationToken) => EditHead(await inner.HeadAsync(access, cancellationToken));

    public async ValueTask<IReadOnlyList<AuditEntry>> ReadAsync(TrailAccess access, long first, int max, CancellationToken cancellationToken)
    {
        Readings++;
        await (Before?.Invoke(Readings) ?? Task.CompletedTask);
        IReadOnlyList<AuditEntry> read = Edit(await inner.ReadAsync(access, first, max, cancellationToken));
        Given += read.Count;
        return read;
    }

    public async ValueTask<IReadOnlyList<Digest256>> LeavesAsync(long size, CancellationToken cancellationToken) => EditLeaves(await inner.LeavesAsync(size, cancellationToken));

    public ValueTask<SignedCheckpoint> CheckpointAsync(CancellationToken cancellationToken) => inner.CheckpointAsync(cancellationToken);

    public ValueTask<SignedCheckpoint> SignAsync(LedgerCheckpoint checkpoint, CancellationToken cancellationToken) => inner.SignAsync(checkpoint, cancellationToken);
}
