using System.Buffers;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Hosting.Files;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>A file of a ledger that is full, in memory: it is written anew without what its records say.</summary>
internal sealed class LedgerSegmentText
{
    private readonly LedgerSegment _segment;
    private readonly int _number;
    private readonly byte[] _header;

    // In their order, with the checkpoints between them.
    private readonly List<(AuditEntry? Entry, SignedCheckpoint? Checkpoint)> _lines = [];

    private LedgerSegmentText(LedgerSegment segment, int number, byte[] header) => (_segment, _number, _header) = (segment, number, header);

    internal IEnumerable<AuditEntry> Entries => _lines.Select(static l => l.Entry).OfType<AuditEntry>();

    internal static LedgerSegmentText Read(LedgerSegment segment, int number)
    {
        var scanner = new LineScanner(segment.Handle, 0, RandomAccess.GetLength(segment.Handle));
        scanner.TryNext(out ReadOnlyMemory<byte> header);
        var text = new LedgerSegmentText(segment, number, header.ToArray());
        while (scanner.TryNext(out ReadOnlyMemory<byte> line))
        {
            text._lines.Add(SignedCheckpoint.TryReadLine(line, out SignedCheckpoint? checkpoint) ? (null, checkpoint) : (AuditEntryText.Read(line), null));
        }

        return text;
    }

    /// <summary>Puts a file in its place in which every record is dropped: the whole of it, or none.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    internal void Rewrite(LedgerBook book, DiskCalls disk)
    {
        string draft = _segment.Path + ".tmp";
        var output = new ArrayBufferWriter<byte>(1 << 16);
        output.Write(_header);
        output.Write("\n"u8);
        var places = new List<(AuditEntry Entry, LedgerPlace Place)>();
        foreach ((AuditEntry? entry, SignedCheckpoint? checkpoint) in _lines)
        {
            checkpoint?.WriteLine(output);
            if (entry is not null)
            {
                int start = output.WrittenCount;
                AuditEntryText.Write(output, entry.Drop());
                places.Add((entry, new LedgerPlace(start, _number, output.WrittenCount - start)));
                output.Write("\n"u8);
            }
        }

        try
        {
            Put(disk, draft, output.WrittenMemory);
        }
        catch (Exception exception) when (exception is not IOException)
        {
            // The runtime says some refusals of a disk by exceptions that are no IOException.
            throw new IOException($"'{draft}' could not be written: {exception.Message}", exception);
        }

        book.Replace(_number, LedgerSegment.Open(_segment.Path), places);
    }

    private void Put(DiskCalls disk, string draft, ReadOnlyMemory<byte> lines)
    {
        using (FileStream stream = PrivateFile.Open(draft, FileMode.Create, FileShare.None))
        {
            disk.Write(stream.SafeFileHandle, lines, 0);
            disk.Sync(stream.SafeFileHandle);
        }

        disk.Move(draft, _segment.Path, overwrite: true);
        disk.SyncNames(Path.GetDirectoryName(_segment.Path)!);
    }
}
