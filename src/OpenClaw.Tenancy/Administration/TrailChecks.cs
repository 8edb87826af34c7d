using System.Collections.Concurrent;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Auditing.Trails;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Verifies trails, one at a time, and remembers for a while that they were whole.</summary>
internal sealed class TrailChecks(TimeProvider time) : IDisposable
{
    private const int Page = 512;
    private const int MaxRemembered = 4096;
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<TenantId, Verified> _verified = new();

    internal async Task<TrailState> CheckAsync(IAuditTrailStore store, TrailAccess access, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            TenantId tenant = access.RequireTenant();
            TrailHead end = await store.HeadAsync(access, cancellationToken).ConfigureAwait(false);
            string origin = await store.OriginAsync(cancellationToken).ConfigureAwait(false);

            // In whole once in a while: what was changed behind what is remembered is found then.
            bool known = _verified.TryGetValue(tenant, out Verified? found) && time.GetElapsedTime(found.Since) < Lasting && found.Trail.Head.Length <= end.Length;
            Verified check = known ? found! : new Verified(new TrailVerification(origin, tenant.ToString()), time.GetTimestamp());
            IReadOnlyList<Digest256>? leaves = known ? [] : await ProvedLeavesAsync(store, cancellationToken).ConfigureAwait(false);
            long broken = leaves is null ? Math.Max(end.Length, 1) : await BrokenAtAsync(store, access, check.Trail, end, leaves, cancellationToken).ConfigureAwait(false);
            Remember(tenant, broken == 0 ? check : null);
            return new TrailState(end, broken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static async Task<long> BrokenAtAsync(
        IAuditTrailStore store, TrailAccess access, TrailVerification trail, TrailHead end, IReadOnlyList<Digest256> leaves, CancellationToken cancellationToken)
    {
        int page = Page;
        while (trail.Head.Length < end.Length)
        {
            int count = (int)Math.Min(page, end.Length - trail.Head.Length);
            IReadOnlyList<AuditEntry> entries;
            try
            {
                entries = await store.ReadAsync(access, trail.Head.Length + 1, count, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidDataException) when (count == 1)
            {
                return trail.Head.Length + 1;
            }
            catch (InvalidDataException)
            {
                // One of them is no record any more: each by itself says which.
                page = 1;
                continue;
            }

            foreach (AuditEntry entry in entries)
            {
                if (trail.Add(entry) is not null)
                {
                    return trail.Head.Length + 1;
                }

                if (entry.Index < leaves.Count && leaves[(int)entry.Index] != entry.Leaf())
                {
                    return entry.Sequence;
                }
            }

            if (entries.Count < count)
            {
                return trail.Head.Length + 1;
            }
        }

        return trail.EndFault() is not null ? 1 : trail.Head == end ? 0 : Math.Max(end.Length, 1);
    }

    // The leaves that stand in the store, where they are those that the ledger signs for.
    private static async Task<IReadOnlyList<Digest256>?> ProvedLeavesAsync(IAuditTrailStore store, CancellationToken cancellationToken)
    {
        LedgerCheckpoint checkpoint = (await store.CheckpointAsync(cancellationToken).ConfigureAwait(false)).Checkpoint;
        IReadOnlyList<Digest256> leaves = await store.LeavesAsync(checkpoint.Size, cancellationToken).ConfigureAwait(false);
        return leaves.Count == checkpoint.Size && new MerkleTree(leaves).RootAt(checkpoint.Size) == checkpoint.Root ? leaves : null;
    }

    private void Remember(TenantId tenant, Verified? check)
    {
        if (check is null || _verified.Count >= MaxRemembered)
        {
            _verified.Clear();
        }

        if (check is not null)
        {
            _verified[tenant] = check;
        }
    }

    private sealed record Verified(TrailVerification Trail, long Since);
}
