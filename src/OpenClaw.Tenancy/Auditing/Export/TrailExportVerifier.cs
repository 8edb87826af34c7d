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
    // What cannot be sought is held: its end must be known before its first record is judged.
    private const int MaxHeld = 64 << 20;

    // How far it is looked behind a fault for anything that shows what the file is.
    private const int Looked = 1000;

    /// <summary>Verifies an export.</summary>
    /// <param name="export">The export, from where the stream stands; read to its end or to the first fault. One that can be sought, such as a file, takes the memory of one line.</param>
    /// <param name="key">The key of the ledger.</param>
    /// <param name="kept">A checkpoint of the same ledger that was kept elsewhere, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="IOException">The stream cannot be read, or cannot be sought and is longer than 64 MiB.</exception>
    public static async Task<ExportVerdict> VerifyAsync(Stream export, VerificationKey key, SignedCheckpoint? kept, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(key);
        if (export.CanSeek)
        {
            return await VerifySoughtAsync(export, key, kept, cancellationToken).ConfigureAwait(false);
        }

        using var held = new MemoryStream();
        byte[] buffer = new byte[64 << 10];
        for (int read; (read = await export.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) != 0;)
        {
            // SECURITY: whoever hands in an export does not say how much memory it takes.
            if (held.Length + read > MaxHeld)
            {
                throw new IOException("The export is too long to be verified from a stream that cannot be sought. Save it in a file, and verify that.");
            }

            held.Write(buffer.AsSpan(0, read));
        }

        held.Position = 0;
        return await VerifySoughtAsync(held, key, kept, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ExportVerdict> VerifySoughtAsync(Stream file, VerificationKey key, SignedCheckpoint? kept, CancellationToken cancellationToken)
    {
        long begin = file.Position;
        ExportEnd end = await ExportEnd.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        file.Position = begin;
        var reading = new ExportReading(end.Checkpoint, kept?.Checkpoint.Head.Length ?? 0);
        var lines = new ExportLines(file, (end.Checkpoint is null ? file.Length : end.Start) - begin);
        bool readable = end.Checkpoint is not null;
        while (await lines.NextAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            string? fault = reading.Add(line, out bool isEntry);
            readable |= isEntry;
            if (fault is not null)
            {
                // Something further down may show that it is an export at all.
                readable = readable || await HoldsEntryAsync(lines, cancellationToken).ConfigureAwait(false);
                return Wrong(reading.Records + 1, fault, reading, readable);
            }
        }

        string? missing = lines.IsTooLong ? "it is longer than a record can be"
            : lines.IsCut || end.IsCut ? "the file does not end with a whole line"
            : reading.EndFault(key) ?? KeptFault(reading, key, kept);
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

    private static async ValueTask<bool> HoldsEntryAsync(ExportLines lines, CancellationToken cancellationToken)
    {
        for (int i = 0; i < Looked && await lines.NextAsync(cancellationToken).ConfigureAwait(false) is { } line; i++)
        {
            if (IsEntry(line))
            {
                return true;
            }
        }

        return false;
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
            : reading.KeptHash != old.Head.Hash ? "the trail does not pass through the end that the kept checkpoint names"
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
}
