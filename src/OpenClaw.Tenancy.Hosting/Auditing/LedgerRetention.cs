using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Hosting.Files;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Drops what records say when their time is over, file by file from the oldest, and keeps what proves them.</summary>
internal sealed class LedgerRetention(LedgerFile file, DiskCalls disk, Func<AuditEnvelope, CancellationToken, ValueTask> append, Func<string, TenantId> tenants, TimeProvider time) : IDisposable
{
    // Two who drop the same would say so twice, and write the same file.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Drops what is older, where a whole file is. One caller at a time; the others wait.</summary>
    /// <returns>How many records that were.</returns>
    internal async Task<long> DropAsync(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await DropCoreAsync(olderThan, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<long> DropCoreAsync(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        List<LedgerSegmentText> old = await Task.Run(() => Old(olderThan, cancellationToken), cancellationToken).ConfigureAwait(false);
        long dropped = 0;

        // INVARIANT: first every trail says what will be missing from it, for good; then it goes.
        foreach (IGrouping<string, AuditEntry> trail in old.SelectMany(static s => s.Entries).Where(static e => !e.IsDropped).GroupBy(static e => e.Trail, StringComparer.Ordinal))
        {
            long count = trail.LongCount();
            dropped += count;
            AuditEnvelope envelope = TrailRetention.Envelope(tenants(trail.Key), trail.Max(static e => e.Sequence), count, time.GetUtcNow());
            await append(envelope, cancellationToken).ConfigureAwait(false);
        }

        foreach (LedgerSegmentText segment in old.Where(static s => s.Entries.Any(static e => !e.IsDropped)))
        {
            await Task.Run(() => segment.Rewrite(file.Book, disk), cancellationToken).ConfigureAwait(false);
        }

        return dropped;
    }

    // The prefix of the files that are full and in which nothing is younger.
    private List<LedgerSegmentText> Old(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        var old = new List<LedgerSegmentText>();
        for (int i = 0; i < file.Segment; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LedgerSegmentText segment = LedgerSegmentText.Read(file.Book.Segment(i), i);
            if (segment.Entries.Any(e => !e.IsDropped && e.ReadOccurredAt() >= olderThan))
            {
                break;
            }

            old.Add(segment);
        }

        return old;
    }
}
