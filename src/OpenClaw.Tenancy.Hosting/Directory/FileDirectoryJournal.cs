using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Files;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>The journal in a file that several processes of one machine share.</summary>
/// <remarks>
/// Who appends holds a lock on a file beside it; who reads takes none. A line is there when it has its end, and a reader makes
/// durable what it hands on, so that nobody follows a change that a failing disk takes back.
/// </remarks>
internal sealed class FileDirectoryJournal(FileDirectoryOptions options, DiskCalls disk, TimeProvider time, ILogger logger) : IDirectoryJournal, IDisposable
{
    private readonly string _path = Path.GetFullPath(options.Path!);
    private readonly SemaphoreSlim _appending = new(1);
    private readonly SemaphoreSlim _reading = new(1);
    private readonly FileJournalTrack _end = new();
    private FileJournalTrack _read = new();
    private bool _ready;
    private Exception? _fault;

    public async ValueTask<long> AppendAsync(DirectoryChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        string text = change.ToText();
        await _appending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using ExclusiveLock held = await TakeLockAsync(cancellationToken).ConfigureAwait(false);

            // From here on it is written or it is not, whatever the caller waits for.
            return await Task.Run(() => Append(text), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _appending.Release();
        }
    }

    public async ValueTask<IReadOnlyList<DirectoryRecord>> ReadAsync(long afterSequence, int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        await ReadyAsync(cancellationToken).ConfigureAwait(false);
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Read(afterSequence, max), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose()
    {
        _appending.Dispose();
        _reading.Dispose();
    }

    private async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _ready))
        {
            return;
        }

        await _appending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using ExclusiveLock held = await TakeLockAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _appending.Release();
        }
    }

    /// <summary>Waits for the lock, and makes the file at the first use alone: one that is missing later was taken away.</summary>
    private async Task<ExclusiveLock> TakeLockAsync(CancellationToken cancellationToken)
    {
        if (!_ready)
        {
            LastingFiles.EnsureFolder(Path.GetDirectoryName(_path)!);
        }

        ExclusiveLock held = await ExclusiveLock.TakeAsync(_path, options.LockTimeout, time, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_ready)
            {
                ExclusiveLock.RequireWorking(_path);
                LineFile.Ensure(_path, disk);
                using LineFile file = LineFile.Open(_path, disk);
                Volatile.Write(ref _ready, true);
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private long Append(string change)
    {
        if (_fault is not null)
        {
            throw new IOException("Nothing more is appended to the directory's file until the process is started anew.", _fault);
        }

        using LineFile file = LineFile.Open(_path, disk);
        try
        {
            _end.ReadOn(file.Handle, file.Length, static _ => true);
            CutTorn(file);
            byte[] line = FileJournalLine.Write(_end.Position, time.GetUtcNow(), change);
            if (line.Length > LineScanner.MaxLine)
            {
                throw new ArgumentException("The change is longer than a line of the directory's file may be.", nameof(change));
            }

            file.Append(line);
            return _end.Position.Sequence + 1;
        }
        catch (IOException exception)
        {
            Report(file, exception);
            throw;
        }
    }

    private void CutTorn(LineFile file)
    {
        long torn = file.KeepUntil(_end.Position.Offset);
        if (torn != 0)
        {
            FileEvents.TornLineCut(logger, _path, torn);
        }
    }

    private void Report(LineFile file, IOException exception)
    {
        string kind = (exception.InnerException ?? exception).GetType().Name;
        _fault = file.Fault;
        if (_fault is not null)
        {
            FileEvents.Faulted(logger, _path, kind, _fault.Message);
        }
        else
        {
            FileEvents.NotWritten(logger, _path, kind, exception.Message);
        }
    }

    private List<DirectoryRecord> Read(long afterSequence, int max)
    {
        using LineFile file = LineFile.Open(_path, disk);
        if (_read.Position.Sequence != afterSequence)
        {
            _read = new FileJournalTrack();
        }

        var records = new List<DirectoryRecord>();
        _read.ReadOn(file.Handle, file.Length, record =>
        {
            if (record.Sequence > afterSequence)
            {
                records.Add(record);
            }

            return records.Count < max;
        });
        if (_read.Position.Sequence < afterSequence)
        {
            throw FileJournalLine.Damaged(_read.Position);
        }

        if (records.Count != 0)
        {
            // INVARIANT: what is handed on is on the disk. Its writer may not have got so far, and may yet have to take it back.
            disk.Sync(file.Handle);
        }

        return records;
    }
}
