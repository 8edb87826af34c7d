using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>What can be read of a ledger in files.</summary>
internal sealed class LedgerStore(LedgerBook book, ITenancySigner signer) : IAuditTrailStore
{
    public ValueTask<string> OriginAsync(CancellationToken cancellationToken) => new(book.Origin);

    public ValueTask<TrailHead> HeadAsync(TrailAccess access, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        return new ValueTask<TrailHead>(book.HeadOf(access.RequireTenant().ToString()));
    }

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAsync(TrailAccess access, long first, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        ArgumentOutOfRangeException.ThrowIfNegative(max);
        string trail = access.RequireTenant().ToString();
        return new ValueTask<IReadOnlyList<AuditEntry>>(Task.Run(() => book.Read(trail, first, max), cancellationToken));
    }

    public ValueTask<IReadOnlyList<Digest256>> LeavesAsync(long size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new ValueTask<IReadOnlyList<Digest256>>(book.Leaves(size));
    }

    // What is on the disk has its checkpoint there too.
    public ValueTask<SignedCheckpoint> CheckpointAsync(CancellationToken cancellationToken) => book.Checkpoint is { } last
        ? new ValueTask<SignedCheckpoint>(last)
        : SignAsync(new LedgerCheckpoint(book.Origin, 0, MerkleHash.Empty), cancellationToken);

    public ValueTask<SignedCheckpoint> SignAsync(LedgerCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return checkpoint.SignAsync(signer, cancellationToken);
    }
}
