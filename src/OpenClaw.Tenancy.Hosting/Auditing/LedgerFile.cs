using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Hosting.Files;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>The file of a ledger, locked for this process, and the last place of each trail in it.</summary>
internal sealed class LedgerFile : IDisposable
{
    internal const string Name = "ledger.jsonl";

    private readonly ExclusiveLock _lock;

    private LedgerFile(ExclusiveLock held, LineFile lines, Dictionary<string, long> trails) => (_lock, Lines, Trails) = (held, lines, trails);

    internal LineFile Lines { get; }

    /// <summary>The place of the last record of each trail, as it was when the file was opened.</summary>
    internal IReadOnlyDictionary<string, long> Trails { get; }

    /// <summary>Opens the file, makes it where there is none, and reads it once.</summary>
    /// <exception cref="TenancyConfigurationException">It cannot be written, another process writes it, or it is damaged.</exception>
    internal static LedgerFile Open(string folder, DiskCalls disk, ILogger logger)
    {
        string path = Path.Combine(Path.GetFullPath(folder), Name);
        try
        {
            FolderSync.Ensure(Path.GetDirectoryName(path)!);
            ExclusiveLock held = ExclusiveLock.TryTake(path) ?? throw PrivateFile.Refused(
                path, "is written by another process. Give each process a folder of its own in AddJsonlLedger, or end the other one.");
            return OpenHeld(path, held, disk, logger);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PrivateFile.Refused(path, $"cannot be opened as the audit ledger. Give AddJsonlLedger a folder that this process may write to. {exception.Message}");
        }
    }

    public void Dispose()
    {
        Lines.Dispose();
        _lock.Dispose();
    }

    private static LedgerFile OpenHeld(string path, ExclusiveLock held, DiskCalls disk, ILogger logger)
    {
        LineFile? lines = null;
        try
        {
            ExclusiveLock.RequireWorking(path);
            LineFile.Ensure(path, disk);
            lines = LineFile.Open(path, disk);
            var trails = new Dictionary<string, long>(StringComparer.Ordinal);
            long torn = lines.KeepUntil(Read(path, lines, trails));
            lines.Flush();
            if (torn != 0)
            {
                FileEvents.TornLineCut(logger, path, torn);
            }

            return new LedgerFile(held, lines, trails);
        }
        catch
        {
            lines?.Dispose();
            held.Dispose();
            throw;
        }
    }

    private static long Read(string path, LineFile lines, Dictionary<string, long> trails)
    {
        var scanner = new LineScanner(lines.Handle, 0, lines.Length);
        long number = 0;
        try
        {
            while (scanner.TryNext(out ReadOnlyMemory<byte> line))
            {
                number++;
                (string tenant, long sequence) = AuditLine.Place(line);
                if (sequence != trails.GetValueOrDefault(tenant) + 1)
                {
                    throw new InvalidDataException("It is not the next of its trail: a line is missing, doubled, or in another place.");
                }

                trails[tenant] = sequence;
            }
        }
        catch (InvalidDataException exception)
        {
            // INVARIANT: a broken line is never skipped: nobody knows what it said.
            throw PrivateFile.Refused(
                path, $"is damaged at line {Math.Max(number, 1)}. {exception.Message} Restore it from a copy, or move it away, keep it, and let a new one begin.");
        }

        return scanner.Position;
    }
}
