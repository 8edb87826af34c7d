using System.Buffers;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Hosting.Files;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>The files of a ledger, locked for this process, of which the last is written. Used by one thread at a time.</summary>
internal sealed class LedgerFile : IDisposable
{
    private readonly ExclusiveLock _lock;
    private readonly DiskCalls _disk;
    private readonly string _folder;
    private LineFile _lines;
    private long _first;

    private LedgerFile(ExclusiveLock held, string folder, DiskCalls disk, LineFile lines, LedgerBook book, long first) =>
        (_lock, _folder, _disk, _lines, Book, _first) = (held, folder, disk, lines, book, first);

    /// <summary>What is on the disk.</summary>
    internal LedgerBook Book { get; }

    /// <summary>The path of the file that is written.</summary>
    internal string Name => _lines.Name;

    /// <summary>Why it takes nothing more, or null.</summary>
    internal Exception? Fault => _lines.Fault;

    /// <summary>How long the file is that is written.</summary>
    internal long Length => _lines.Length;

    /// <summary>The number of the file that is written, from 0.</summary>
    internal int Segment => Book.Segments - 1;

    internal string Folder => _folder;

    /// <summary>Opens the files, makes the first where there is none, and reads and verifies them once.</summary>
    /// <exception cref="TenancyConfigurationException">They cannot be written, another process writes them, or they are not as they were written.</exception>
    internal static LedgerFile Open(string folder, Func<VerificationKey> key, LedgerAnchor? anchor, DiskCalls disk, ILogger logger)
    {
        folder = Path.GetFullPath(folder);
        string path = LedgerFolder.ActivePath(folder);
        try
        {
            LastingFiles.EnsureFolder(folder);
            ExclusiveLock held = ExclusiveLock.TryTake(path) ?? throw PrivateFile.Refused(
                path, "is written by another process. Give each process a folder of its own in AddJsonlLedger, or end the other one.");
            return OpenHeld(folder, key(), anchor, held, disk, logger);
        }
        catch (Exception exception) when (exception is not TenancyConfigurationException)
        {
            // The runtime says some refusals of a disk by exceptions that are no IOException.
            throw PrivateFile.Refused(path, $"cannot be opened as the audit ledger. Give AddJsonlLedger a folder that this process may write to. {exception.Message}");
        }
    }

    /// <summary>Appends entries with the checkpoint over them, and returns when they are on the disk: all of them, or none.</summary>
    /// <exception cref="IOException">They are not on the disk.</exception>
    internal void Append(List<PlacedEntry> entries, MerkleFrontier tree, ReadOnlyMemory<byte> lines, SignedCheckpoint checkpoint)
    {
        _lines.Append(lines);
        Book.Take(entries, tree, checkpoint);
    }

    /// <summary>Ends the file that is written and begins a new one, where it has records.</summary>
    /// <exception cref="IOException">The disk did not take it. What was written stays as it is.</exception>
    internal void Seal()
    {
        long next = Book.Frontier.Size;
        if (next == _first || Book.Checkpoint is null)
        {
            return;
        }

        string path = LedgerFolder.SealedPath(_folder, _first);
        _disk.Move(_lines.Name, path, overwrite: false);
        Book.Rename(Segment, path);
        LineFile full = _lines;
        (_lines, _first) = (Begin(_folder, Book, next, _disk), next);
        full.Dispose();
    }

    public void Dispose()
    {
        _lines.Dispose();
        Book.Dispose();
        _lock.Dispose();
    }

    private static LedgerFile OpenHeld(string folder, VerificationKey key, LedgerAnchor? anchor, ExclusiveLock held, DiskCalls disk, ILogger logger)
    {
        LineFile? lines = null;
        string path = LedgerFolder.ActivePath(folder);
        try
        {
            ExclusiveLock.RequireWorking(path);
            LedgerLoad load = LedgerLoad.Read(folder, key);
            LedgerBook book = load.Book ?? new LedgerBook(LedgerHeader.NewOrigin());
            anchor?.Require(book, key);
            if (!load.HasActive)
            {
                // Half a first line, of a writer that died while it began the file.
                long begun = File.Exists(path) ? new FileInfo(path).Length : 0;
                if (begun != 0)
                {
                    FileEvents.TornLineCut(logger, path, begun);
                }

                lines = Begin(folder, book, book.Frontier.Size, disk);
                return new LedgerFile(held, folder, disk, lines, book, book.Frontier.Size);
            }

            lines = LineFile.Open(path, disk);
            long torn = lines.KeepUntil(load.End);
            lines.Flush();
            disk.SyncNames(folder);
            if (torn != 0)
            {
                FileEvents.TornLineCut(logger, path, torn);
            }

            return new LedgerFile(held, folder, disk, lines, book, load.First);
        }
        catch
        {
            lines?.Dispose();
            held.Dispose();
            throw;
        }
    }

    private static LineFile Begin(string folder, LedgerBook book, long first, DiskCalls disk)
    {
        string path = LedgerFolder.ActivePath(folder);
        LineFile.Ensure(path, disk);
        LineFile lines = LineFile.Open(path, disk);
        try
        {
            var line = new ArrayBufferWriter<byte>(128);
            line.Write(new LedgerHeader(book.Origin, first).ToLine());
            line.Write("\n"u8);
            lines.KeepUntil(0);
            lines.Append(line.WrittenMemory);
            book.Add(LedgerSegment.Open(path));
            return lines;
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }
}
