using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Hosting.Files;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>The last checkpoint, kept besides the ledger.</summary>
internal sealed partial class LedgerAnchor(string path, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _written;
    private SignedCheckpoint? _kept;
    private SignedCheckpoint? _newest;
    private ITimer? _timer;
    private bool _failing;

    /// <summary>Refuses a ledger that does not reach the checkpoint that was kept.</summary>
    /// <exception cref="TenancyConfigurationException">It does not.</exception>
    internal void Require(LedgerBook book, VerificationKey key)
    {
        if (!File.Exists(path))
        {
            return;
        }

        if (!SignedCheckpoint.TryRead(File.ReadAllText(path), out SignedCheckpoint? kept) || !kept.IsSignedBy(key)
            || !string.Equals(kept.Checkpoint.Origin, book.Origin, StringComparison.Ordinal))
        {
            throw PrivateFile.Refused(path, "is not a checkpoint of this ledger. Restore it, or find out who changed it; moved away, nothing shows any more whether records were cut off.");
        }

        LedgerCheckpoint old = kept.Checkpoint;
        long size = book.Frontier.Size;
        if (old.Size > size || new MerkleTree(book.Leaves(old.Size)).RootAt(old.Size) != old.Root)
        {
            throw PrivateFile.Refused(
                path, $"was kept over {old.Size} records, and the audit ledger has {size} and does not pass through it: an older copy was put back, or records were cut off. Restore the newest copy of the ledger.");
        }

        _kept = kept;
    }

    /// <summary>Keeps a checkpoint: now, or a moment later where one was kept a moment ago.</summary>
    internal void Keep(SignedCheckpoint checkpoint)
    {
        lock (_lock)
        {
            _newest = checkpoint;
            if (_written == 0 || time.GetElapsedTime(_written) >= Pause)
            {
                Write();
            }

            Wait();
        }
    }

    /// <summary>Keeps the last checkpoint, and none after it: from now on the ledger may be another process's.</summary>
    internal void End(SignedCheckpoint? last)
    {
        lock (_lock)
        {
            _newest = last;
            Write();
            _newest = null;
            _timer?.Dispose();
            _timer = null;
        }
    }

    // INVARIANT: the newest checkpoint is kept though no record follows it, and though it could not be written the first time.
    private void Wait()
    {
        if (_newest is not null && !ReferenceEquals(_kept, _newest))
        {
            _timer ??= time.CreateTimer(static anchor => ((LedgerAnchor)anchor!).KeepLate(), this, Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void KeepLate()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
            Write();
            Wait();
        }
    }

    private void Write()
    {
        if (_newest is not { } checkpoint || ReferenceEquals(_kept, checkpoint))
        {
            return;
        }

        _written = time.GetTimestamp();
        string draft = path + ".tmp";
        try
        {
            File.WriteAllText(draft, checkpoint.ToString());
            File.Move(draft, path, overwrite: true);
            _kept = checkpoint;
            Note(failed: null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The ledger itself is on the disk. It is tried again.
            Note(exception);
        }
    }

    // Once when it begins and once when it ends, and not each second in between.
    private void Note(Exception? failed)
    {
        if (failed is not null && !_failing)
        {
            LogNotKept(logger, path, failed.GetType().Name, failed.Message);
        }
        else if (failed is null && _failing)
        {
            LogKeptAgain(logger, path);
        }

        _failing = failed is not null;
    }

    [LoggerMessage(EventId = 2117, EventName = "AnchorNotKept", Level = LogLevel.Error, Message = "OCT2117: the last checkpoint of the audit ledger could not be kept in '{Path}' ({ExceptionType}: {Reason}). It is tried again every second; until it is kept, an older copy of the ledger passes for the newest.")]
    private static partial void LogNotKept(ILogger logger, string path, string exceptionType, string reason);

    [LoggerMessage(EventId = 2118, EventName = "AnchorKeptAgain", Level = LogLevel.Information, Message = "OCT2118: the last checkpoint of the audit ledger is kept in '{Path}' again.")]
    private static partial void LogKeptAgain(ILogger logger, string path);
}
