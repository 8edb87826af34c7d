using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Reads the whole ledger once, and believes nothing of it but what the signatures stand for.</summary>
/// <param name="keys">The keys.</param>
/// <param name="kept">A checkpoint that was kept elsewhere, or null.</param>
internal sealed class LedgerCheck(LedgerKeys keys, string? kept)
{
    private static readonly string Owner = TenantId.Platform.ToString();

    /// <summary>Reads it.</summary>
    /// <returns>The ledger, or null where there is none at all yet.</returns>
    /// <exception cref="InvalidDataException">Something does not fit.</exception>
    internal async Task<LedgerState?> RunAsync(TenancyLedgerContext context, CancellationToken cancellationToken)
    {
        try
        {
            // One snapshot, because others may be writing.
            IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                return await ReadAsync(context, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is InvalidCastException or FormatException or InvalidOperationException && exception.InnerException is not DbException)
        {
            throw new InvalidDataException("a value is none of its column's kind", exception);
        }
    }

    private async Task<LedgerState?> ReadAsync(TenancyLedgerContext context, CancellationToken cancellationToken)
    {
        List<HeadRow> heads = await context.Heads.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        List<CheckpointRow> rows = await context.Checkpoints.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        if (heads.Count == 0 && rows.Count == 0 && kept is null && !await context.Records.AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        SignedCheckpoint end = heads is [{ } head] && head.Tenant == Owner ? keys.Read(head.Checkpoint) : throw new InvalidDataException("the row of its end is missing, or is not alone");
        var walk = new LedgerWalk(end.Checkpoint.Origin, Checkpoints(end, rows));
        await foreach (RecordRow row in context.Records.AsNoTracking().OrderBy(static r => r.Index).AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            walk.Add(LedgerRows.Entry(row));
        }

        walk.End();
        if (walk.Frontier.Size != end.Checkpoint.Size)
        {
            throw new InvalidDataException($"there are {walk.Frontier.Size} records, and its signed end stands for {end.Checkpoint.Size}: somebody without the key has added some");
        }

        return new LedgerState(end, walk.Frontier, walk.Heads);
    }

    private IEnumerable<LedgerCheckpoint> Checkpoints(SignedCheckpoint end, List<CheckpointRow> rows)
    {
        foreach (CheckpointRow row in rows)
        {
            LedgerCheckpoint checkpoint = keys.Read(row.Text).Checkpoint;
            yield return row.Tenant == Owner && row.Size == checkpoint.Size ? Own(checkpoint) : throw new InvalidDataException("a checkpoint stands under another size than it says");
        }

        if (kept is not null)
        {
            yield return Own(keys.Read(kept).Checkpoint);
        }

        yield return end.Checkpoint;

        LedgerCheckpoint Own(LedgerCheckpoint checkpoint) => string.Equals(checkpoint.Origin, end.Checkpoint.Origin, StringComparison.Ordinal)
            ? checkpoint : throw new InvalidDataException("a checkpoint is one of another ledger");
    }
}
