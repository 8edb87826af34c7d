using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Hosting.Files;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Writes what waits, and tells those who wait. Used by one thread at a time, but for <see cref="Lose"/> and what says how it stands.</summary>
internal sealed partial class LedgerWriter(LedgerFile file, LedgerBatch batch, LedgerRotation rotation, LedgerAnchor? anchor, TimeProvider time, ILogger logger)
{
    /// <summary>How much goes to the disk at once.</summary>
    internal const int MaxBatch = 1024;

    private readonly List<TaskCompletionSource> _askers = [];
    private readonly ConcurrentQueue<LedgerTrail> _losers = new();
    private bool _begun;
    private long _dropped;
    private bool _failed;
    private bool _faulted;
    private long _lost;
    private long _inFlight;
    private long _oldest;
    private long _failedAt = long.MinValue;

    /// <summary>How much was taken and is not written yet.</summary>
    internal long InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Since when the first of that waits.</summary>
    internal long? OldestSince => InFlight == 0 ? null : Volatile.Read(ref _oldest);

    /// <summary>How many records that were emitted were not written, since the start.</summary>
    internal long Dropped => Interlocked.Read(ref _lost);

    internal bool IsDropping => !_losers.IsEmpty;

    /// <summary>How long ago the last attempt failed; null where it did not.</summary>
    internal TimeSpan? LastFailureAge => Volatile.Read(ref _failedAt) is var at && at == long.MinValue ? null : time.GetElapsedTime(at);

    /// <summary>Counts records that are not written; the count is written into their trail with what is written next.</summary>
    internal void Lose(LedgerTrail trail, long count)
    {
        Interlocked.Add(ref _lost, count);
        LoseAgain(trail, count);
    }

    // What a record that counts others was to say is lost a second time, and was counted at the first.
    private void LoseAgain(LedgerTrail trail, long count)
    {
        // A trail stands in the queue once at most, so the queue does not grow with what is lost.
        if (trail.Lose(count))
        {
            _losers.Enqueue(trail);
        }
    }

    /// <summary>Takes the next record that waits, and does what can be done before it goes to the disk.</summary>
    /// <returns>Whether somebody waits for it.</returns>
    internal bool Take(WaitingRecord waiting)
    {
        Begin();
        if (_inFlight == 0)
        {
            Volatile.Write(ref _oldest, waiting.Since);
        }

        Volatile.Write(ref _inFlight, _inFlight + 1);
        waiting.Share?.Leave();
        bool isTaken = waiting is not { Trail: { } trail, Envelope: { } envelope } || TryAdd(trail, envelope, waiting);
        if (isTaken && waiting.Done is { } asker)
        {
            _askers.Add(asker);
        }

        return waiting.Done is not null;
    }

    /// <summary>Writes what was taken, and tells those who wait.</summary>
    internal void Commit()
    {
        Begin();
        _begun = false;
        bool anything = !batch.IsEmpty;
        Exception? failure = Append();

        // Before anybody is told, who may ask at once how the ledger stands.
        Volatile.Write(ref _inFlight, 0);
        if (failure is not null || anything)
        {
            Volatile.Write(ref _failedAt, failure is null ? long.MinValue : time.GetTimestamp());
        }

        foreach (TaskCompletionSource asker in _askers)
        {
            _ = failure is null ? asker.TrySetResult() : asker.TrySetException(new IOException("The audit record is not on the disk.", failure));
        }

        _askers.Clear();
        if (failure is null && anything)
        {
            anchor?.Keep(file.Book.Checkpoint!);
        }

        // INVARIANT: last of all, because a log may throw.
        if (failure is not null)
        {
            Failed(failure);
        }
        else if (anything)
        {
            Recovered(_dropped);
        }
    }

    private bool TryAdd(LedgerTrail trail, AuditEnvelope envelope, in WaitingRecord waiting)
    {
        try
        {
            batch.Add(trail, waiting.Draft ?? AuditDraft.Of(envelope), waiting.Done is null ? 1 : 0);
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException or InvalidOperationException)
        {
            // One envelope that makes no line keeps no other from being written.
            if (waiting.Done?.TrySetException(exception) is not true)
            {
                Lose(trail, 1);
            }

            return false;
        }
    }

    private Exception? Append()
    {
        try
        {
            if (!batch.IsEmpty)
            {
                batch.Write();
            }

            return null;
        }
#pragma warning disable CA1031 // Reason: whatever it was, those who wait must be told, and the next records must be tried.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            long again = 0;
            batch.Undo((trail, lost) =>
            {
                again += lost;
                LoseAgain(trail, lost);
            });
            Interlocked.Add(ref _lost, again - _dropped);
            return exception;
        }
    }

    private void Begin()
    {
        if (_begun)
        {
            return;
        }

        _begun = true;
        rotation.Turn();
        batch.Clear();
        _dropped = AddLosses();
    }

    private long AddLosses()
    {
        long total = 0;
        for (int i = 0; i < MaxBatch && _losers.TryDequeue(out LedgerTrail? trail); i++)
        {
            long lost = trail.TakeLost();
            total += lost;
            batch.Add(trail, AuditDraft.Of(Loss(trail.Tenant, lost)), lost);
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

    // Once for each time that it begins, however long it lasts.
    private void Failed(Exception exception)
    {
        (bool failed, bool faulted) = (_failed, _faulted);
        (_failed, _faulted) = (true, file.Fault is not null);
        string kind = (exception.InnerException ?? exception).GetType().Name;
        if (file.Fault is { } fault && !faulted)
        {
            FileEvents.Faulted(logger, file.Name, kind, fault.Message);
        }
        else if (!failed)
        {
            FileEvents.NotWritten(logger, file.Name, kind, exception.Message);
        }
    }

    private void Recovered(long dropped)
    {
        bool failed = _failed;
        _failed = false;
        if (failed)
        {
            FileEvents.WrittenAgain(logger, file.Name);
        }

        if (dropped != 0)
        {
            LogDropped(logger, dropped);
        }
    }

    [LoggerMessage(EventId = 2115, EventName = "AuditRecordsDropped", Level = LogLevel.Warning, Message = "OCT2115: {Count} emitted audit records were dropped, because the disk did not keep up or did not take them. Their number is written into their trails.")]
    private static partial void LogDropped(ILogger logger, long count);
}
