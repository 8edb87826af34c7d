using System.Buffers;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Auditing.Trails;

namespace OpenClaw.Tenancy.Auditing.Export;

/// <summary>Writes a trail with the proofs that each record stands in the ledger: a line for each record, and behind them the checkpoint that they are proved against.</summary>
/// <remarks>Nothing of other tenants is in it but hashes. How many records the whole ledger has, and the places among them, show.</remarks>
public static class TrailExport
{
    private const int PageSize = 512;

    /// <summary>Writes a trail.</summary>
    /// <param name="store">The ledger.</param>
    /// <param name="access">The right to read the trail.</param>
    /// <param name="target">Where it is written to.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The checkpoint at the end, which names where the trail ends.</returns>
    /// <exception cref="InvalidDataException">The store's records do not fit its own checkpoint.</exception>
    public static async Task<SignedCheckpoint> WriteAsync(IAuditTrailStore store, TrailAccess access, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(target);
        long durable = (await store.HeadAsync(access, cancellationToken).ConfigureAwait(false)).Length;
        LedgerCheckpoint ledger = (await store.CheckpointAsync(cancellationToken).ConfigureAwait(false)).Checkpoint;
        var tree = new MerkleTree(await store.LeavesAsync(ledger.Size, cancellationToken).ConfigureAwait(false));
        if (tree.Size != ledger.Size || tree.RootAt(ledger.Size) != ledger.Root)
        {
            throw new InvalidDataException("The records of the ledger are not those of its checkpoint: it was changed outside of it. Nothing can be proved of it.");
        }

        string trail = access.RequireTenant().ToString();
        TrailHead head = TrailHead.Empty(ledger.Origin, trail);
        var line = new ArrayBufferWriter<byte>(4096);
        for (bool more = true; more;)
        {
            IReadOnlyList<AuditEntry> page = await store.ReadAsync(access, head.Length + 1, PageSize, cancellationToken).ConfigureAwait(false);
            more = page.Count == PageSize;
            foreach (AuditEntry entry in page)
            {
                // What came behind the checkpoint is in the next export.
                if (entry.Index >= ledger.Size)
                {
                    more = false;
                    break;
                }

                line.ResetWrittenCount();
                AuditEntryText.Write(line, entry, tree.ProveInclusion(entry.Index, ledger.Size));
                line.Write("\n"u8);
                await target.WriteAsync(line.WrittenMemory, cancellationToken).ConfigureAwait(false);
                head = entry.Head;
            }
        }

        // SECURITY: a store that gives back less than it has would have the rest signed away.
        if (head.Length < durable)
        {
            throw new InvalidDataException("The store gives back fewer records of the trail than it has. Nothing is signed of it.");
        }

        SignedCheckpoint end = await store.SignAsync(ledger.With(trail, head), cancellationToken).ConfigureAwait(false);
        line.ResetWrittenCount();
        end.WriteLine(line);
        await target.WriteAsync(line.WrittenMemory, cancellationToken).ConfigureAwait(false);
        return end;
    }
}
