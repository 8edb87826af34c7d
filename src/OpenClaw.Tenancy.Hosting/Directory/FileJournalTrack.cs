using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Files;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>How far one user of a journal has read it. Used by one thread at a time.</summary>
internal sealed class FileJournalTrack
{
    private FileJournalPosition _before = FileJournalPosition.Beginning;

    internal FileJournalPosition Position { get; private set; } = FileJournalPosition.Beginning;

    /// <summary>Reads on, and keeps the place.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="take">Is given each line, and says whether it wants another.</param>
    /// <exception cref="InvalidDataException">A line is damaged, or the file is not the one that was read before.</exception>
    internal void ReadOn(SafeFileHandle handle, long end, Func<DirectoryRecord, bool> take)
    {
        // SECURITY: the last line is read again. A file in whose place another was put, or that was cut, is found by it.
        var scanner = new LineScanner(handle, _before.Offset, end);
        if (Position.Sequence != 0 && (!scanner.TryNext(out ReadOnlyMemory<byte> last) || !string.Equals(FileJournalLine.Read(_before, last).Sum, Position.Sum, StringComparison.Ordinal)))
        {
            throw FileJournalLine.Damaged(_before);
        }

        while (scanner.TryNext(out ReadOnlyMemory<byte> line))
        {
            (DirectoryRecord record, string sum) = FileJournalLine.Read(Position, line);
            (_before, Position) = (Position, new FileJournalPosition(scanner.Position, record.Sequence, sum));
            if (!take(record))
            {
                return;
            }
        }
    }
}
