using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.Auditing.Export;

/// <summary>The last line of an export, which is read before the others: they are proved against it.</summary>
internal sealed class ExportEnd
{
    private ExportEnd(SignedCheckpoint? checkpoint, long start, bool isCut) => (Checkpoint, Start, IsCut) = (checkpoint, start, isCut);

    /// <summary>The checkpoint that it is, or null.</summary>
    internal SignedCheckpoint? Checkpoint { get; }

    /// <summary>Where it begins in the file.</summary>
    internal long Start { get; }

    /// <summary>Whether the line's end is missing.</summary>
    internal bool IsCut { get; }

    internal static async ValueTask<ExportEnd> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        long begin = Math.Max(file.Position, file.Length - SignedCheckpoint.MaxLine);
        byte[] tail = new byte[Math.Max(file.Length - begin, 0)];
        file.Position = begin;
        int read = await file.ReadAtLeastAsync(tail, tail.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Read(tail.AsMemory(0, read), begin);
    }

    private static ExportEnd Read(ReadOnlyMemory<byte> tail, long begin)
    {
        bool isCut = tail.IsEmpty || tail.Span[^1] != (byte)'\n';
        ReadOnlyMemory<byte> line = isCut ? tail : tail[..^1];
        int start = line.Span.LastIndexOf((byte)'\n') + 1;
        return new ExportEnd(SignedCheckpoint.TryReadLine(line[start..], out SignedCheckpoint? checkpoint) ? checkpoint : null, begin + start, isCut);
    }
}
