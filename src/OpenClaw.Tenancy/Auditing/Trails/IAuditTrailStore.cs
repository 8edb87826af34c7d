using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.Auditing.Trails;

/// <summary>What a tamper-evident ledger can be asked for. It is asked by <c>TenantAudit</c>, which has checked who asks.</summary>
/// <remarks>
/// A singleton, the same object as the ledger; must be safe for use by many threads. A record is acknowledged once a signed checkpoint
/// over it is durable as well: what is behind the last checkpoint was never acknowledged, and is no part of the ledger at the next start.
/// </remarks>
public interface IAuditTrailStore
{
    /// <summary>The ledger's name, which stands in its checkpoints and in the beginning of each trail.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The name.</returns>
    ValueTask<string> OriginAsync(CancellationToken cancellationToken);

    /// <summary>Where a trail ends: what is durable of it.</summary>
    /// <param name="access">The right to read it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Its head; <see cref="TrailHead.Empty"/> where there is no record.</returns>
    /// <exception cref="TenantScopeRequiredException">The right has ended.</exception>
    ValueTask<TrailHead> HeadAsync(TrailAccess access, CancellationToken cancellationToken);

    /// <summary>Reads entries of a trail, in their order. Nothing of them is checked.</summary>
    /// <param name="access">The right to read it.</param>
    /// <param name="first">The number of the first, from 1.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The entries; fewer than asked for only at the end of what is durable.</returns>
    /// <exception cref="TenantScopeRequiredException">The right has ended.</exception>
    /// <exception cref="InvalidDataException">What stands in the store is no entry.</exception>
    ValueTask<IReadOnlyList<AuditEntry>> ReadAsync(TrailAccess access, long first, int max, CancellationToken cancellationToken);

    /// <summary>The hashes of all leaves in their order: of every trail, and nothing but hashes.</summary>
    /// <param name="size">How many.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The hashes.</returns>
    ValueTask<IReadOnlyList<Digest256>> LeavesAsync(long size, CancellationToken cancellationToken);

    /// <summary>A signed checkpoint over at least all that is durable when it is asked for.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The checkpoint.</returns>
    ValueTask<SignedCheckpoint> CheckpointAsync(CancellationToken cancellationToken);

    /// <summary>Signs a checkpoint of this ledger, with the key of its other ones.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The signed checkpoint.</returns>
    ValueTask<SignedCheckpoint> SignAsync(LedgerCheckpoint checkpoint, CancellationToken cancellationToken);
}
