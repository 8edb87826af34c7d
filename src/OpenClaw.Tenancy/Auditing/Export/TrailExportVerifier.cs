using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Auditing.Export;

/// <summary>Verifies an export with nothing but a public key: no host, no directory, no network.</summary>
/// <remarks>
/// The file must be byte for byte what an export writes. A checkpoint that was kept elsewhere shows besides that nothing was cut off:
/// without one, an older export passes for the newest.
/// </remarks>
public static class TrailExportVerifier
{
    // The longest line: a body of 1 MiB with its proof.
    private const int MaxLine = 2 << 20;

    /// <summary>Verifies an export.</summary>
    /// <param name="export">The export; read to its end or to the first fault.</param>
    /// <param name="key">The key of the ledger.</param>
    /// <param name="kept">A checkpoint of the same ledger that was kept elsewhere, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static async Task<ExportVerdict> VerifyAsync(Stream export, VerificationKey key, SignedCheckpoint? kept, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(key);
        using var memory = new MemoryStream();
        await export.CopyToAsync(memory, cancellationToken).ConfigureAwait(false);
        return Verify(memory.GetBuffer().AsMemory(0, (int)memory.Length), key, kept);
    }

    private static ExportVerdict Verify(ReadOnlyMemory<byte> file, VerificationKey key, SignedCheckpoint? kept)
    {
        List<ReadOnlyMemory<byte>> lines = Lines(file, out bool ended);
        var reading = new ExportReading(lines.Count != 0 && SignedCheckpoint.TryReadLine(lines[^1], out SignedCheckpoint? end) ? end : null);
        bool readable = reading.End is not null;
        for (int i = 0; i < lines.Count - (reading.End is null ? 0 : 1); i++)
        {
            string? fault = reading.Add(lines[i], out bool isEntry);
            readable |= isEntry;
            if (fault is not null)
            {
                // Something further down may show that it is an export at all.
                readable = readable || lines.Skip(i + 1).Any(IsEntry);
                return Wrong(i + 1, fault, reading, readable);
            }
        }

        string? missing = !ended ? "the file does not end with a whole line" : reading.EndFault(key) ?? KeptFault(reading, key, kept);
        return missing is not null ? Wrong(reading.Records + 1, missing, reading, readable) : new ExportVerdict
        {
            IsReadable = true,
            IsWhole = true,
            Records = reading.Records,
            Dropped = reading.Dropped,
            Checkpoint = reading.End,
            CoversTruncation = kept is not null && (kept.Checkpoint.Trail is not null || kept.Checkpoint.Size == reading.End!.Checkpoint.Size),
        };
    }

    private static bool IsEntry(ReadOnlyMemory<byte> line)
    {
        try
        {
            AuditEntryText.Read(line, proof: true, out _);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static string? KeptFault(ExportReading reading, VerificationKey key, SignedCheckpoint? kept)
    {
        if (kept is null)
        {
            return null;
        }

        (LedgerCheckpoint old, LedgerCheckpoint end) = (kept.Checkpoint, reading.End!.Checkpoint);
        return !kept.IsSignedBy(key) ? "the kept checkpoint is not signed by this key"
            : !string.Equals(old.Origin, end.Origin, StringComparison.Ordinal) ? "the kept checkpoint is one of another ledger"
            : old.Size > end.Size ? "the export is older than the kept checkpoint"
            : old.Size == end.Size && old.Root != end.Root ? "the kept checkpoint shows another ledger of the same size: it has forked"
            : old.Trail is null ? null
            : !string.Equals(old.Trail, end.Trail, StringComparison.Ordinal) ? "the kept checkpoint names another trail"
            : reading.HashAt(old.Head.Length) != old.Head.Hash ? "the trail does not pass through the end that the kept checkpoint names"
            : null;
    }

    private static ExportVerdict Wrong(long record, string fault, ExportReading reading, bool readable) => new()
    {
        IsReadable = readable,
        Record = record,
        Fault = fault,
        Records = reading.Records,
        Dropped = reading.Dropped,
        Checkpoint = reading.End,
    };

    private static List<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> file, out bool ended)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!file.IsEmpty)
        {
            int length = file.Span.IndexOf((byte)'\n');
            lines.Add(length < 0 ? file : file[..length]);
            file = length < 0 ? default : file[(length + 1)..];
            if (length < 0 || length > MaxLine)
            {
                ended = false;
                return lines;
            }
        }

        ended = true;
        return lines;
    }
}
