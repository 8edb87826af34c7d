using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Writes what waits, and tells those who wait. Used by one at a time, but for <see cref="Lose"/> and what says how it stands.</summary>
internal sealed class LedgerWriter(LedgerStore store, TimeProvider time, ILogger logger)
{
    private readonly ConcurrentQueue<TrailLoad> _losers = new();
    private Exception? _fault;
    private bool _failed;
    private long _lost;
    private long _failedAt = long.MinValue;

    /// <summary>How many records that were emitted were not written, since the start.</summary>
    internal long Dropped => Interlocked.Read(ref _lost);

    internal bool IsDropping => !_losers.IsEmpty;

    /// <summary>How long ago the last attempt failed; null where it did not.</summary>
    internal TimeSpan? LastFailureAge => Volatile.Read(ref _failedAt) is var at && at == long.MinValue ? null : time.GetElapsedTime(at);

    /// <summary>Whether nothing more is written before a restart.</summary>
    internal bool IsFaulted => Volatile.Read(ref _fault) is not null;

    /// <summary>Counts records that are not written; the count is written into their trail with what is written next.</summary>
    internal void Lose(TrailLoad trail, long count)
    {
        Interlocked.Add(ref _lost, count);
        LoseAgain(trail, count);
    }

    // What a record that counts others was to say is lost a second time, and was counted at the first.
    private void LoseAgain(TrailLoad trail, long count)
    {
        // A trail stands in the queue once at most, so the queue does not grow with what is lost.
        if (trail.Lose(count))
        {
            _losers.Enqueue(trail);
        }
    }

    /// <summary>Writes the counts of what was lost, where nothing else is written any more.</summary>
    internal Task WriteLossesAsync() => _losers.IsEmpty ? Task.CompletedTask : WriteAsync([]);

    internal async Task WriteAsync(IReadOnlyList<WaitingRecord> waiting)
    {
        var batch = new LedgerBatch();
        long dropped = AddLosses(batch);
        foreach (WaitingRecord record in waiting)
        {
            batch.Add(record);
        }

        bool anything = !batch.IsEmpty;
        if (await TryAsync(batch).ConfigureAwait(false) is not { } failure)
        {
            // What asks for nothing but a look at the database succeeds also where nothing can be written.
            Volatile.Write(ref _failedAt, anything ? long.MinValue : _failedAt);
            Recovered(anything, dropped);
            return;
        }

        long again = 0;
        Volatile.Write(ref _failedAt, time.GetTimestamp());
        batch.Fail(new IOException("The audit record is not in the database.", failure), (trail, lost) =>
        {
            again += lost;
            LoseAgain(trail, lost);
        });
        Interlocked.Add(ref _lost, again - dropped);
        Failed(failure);
    }

    private async Task<Exception?> TryAsync(LedgerBatch batch)
    {
        if (_fault is not null)
        {
            return _fault;
        }

        try
        {
            SignedCheckpoint end = batch.IsEmpty
                ? await store.FollowAsync(CancellationToken.None).ConfigureAwait(false)
                : await store.AppendAsync(batch, Lose, CancellationToken.None).ConfigureAwait(false);
            batch.Complete(end);
            return null;
        }
#pragma warning disable CA1031 // Reason: whatever it was, those who wait must be told, and the next records must be tried.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return exception;
        }
    }

    private long AddLosses(LedgerBatch batch)
    {
        long total = 0;
        for (int i = 0; i < LedgerQueue.MaxBatch && _losers.TryDequeue(out TrailLoad? trail); i++)
        {
            long lost = trail.TakeLost();
            total += lost;
            batch.AddLoss(trail, Loss(trail.Tenant, lost), lost);
        }

        return total;
    }

    private AuditEnvelope Loss(TenantId trail, long lost) => new(trail, time.GetUtcNow())
    {
        Action = "audit.emit",
        Outcome = AuditOutcome.Denied,
        ReasonCode = "records_dropped",
        Suppressed = lost,
        TraceId = null,     // What was lost happened elsewhere than where it is written down.
    };

    // Once for each time that it begins, however long it lasts. INVARIANT: last of all, because a log may throw.
    private void Failed(Exception exception)
    {
        bool failed = _failed;
        _failed = true;

        // SECURITY: what was changed outside of the ledger is not written on top of, until somebody has looked at it.
        if (_fault is null && exception is InvalidDataException or TenancyConfigurationException)
        {
            _fault = exception;
            LedgerEvents.Faulted(logger, exception.Message);
        }
        else if (!failed)
        {
            LedgerEvents.NotWritten(logger, (exception.InnerException ?? exception).GetType().Name, (exception.InnerException ?? exception).Message);
        }
    }

    private void Recovered(bool anything, long dropped)
    {
        if (!anything)
        {
            return;
        }

        bool failed = _failed;
        _failed = false;
        if (failed)
        {
            LedgerEvents.WrittenAgain(logger);
        }

        if (dropped != 0)
        {
            LedgerEvents.Dropped(logger, dropped);
        }
    }
}
