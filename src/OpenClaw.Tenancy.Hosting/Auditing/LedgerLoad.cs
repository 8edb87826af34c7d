using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Hosting.Files;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Reads the files of a ledger once, in whole, and verifies every record.</summary>
internal sealed class LedgerLoad
{
    private readonly Dictionary<string, TrailVerification> _trails = new(StringComparer.Ordinal);
    private readonly List<PlacedEntry> _waiting = [];
    private readonly MerkleFrontier _tree = new();
    private string _file = string.Empty;
    private long _line;

    private LedgerLoad()
    {
    }

    /// <summary>What was read; null where there is no file.</summary>
    internal LedgerBook? Book { get; private set; }

    /// <summary>Whether there is a file that is written, with its first line.</summary>
    internal bool HasActive { get; private set; }

    /// <summary>Where the last file ends that a checkpoint covers. What is behind it was never acknowledged.</summary>
    internal long End { get; private set; }

    /// <summary>The place in the ledger of the first record of the last file.</summary>
    internal long First { get; private set; }

    /// <exception cref="TenancyConfigurationException">Something in it is not as it was written.</exception>
    internal static LedgerLoad Read(string folder, VerificationKey key)
    {
        var load = new LedgerLoad();
        try
        {
            IReadOnlyList<string> files = LedgerFolder.Files(folder);
            for (int i = 0; i < files.Count; i++)
            {
                load.Read(files[i], i, key, isLast: i == files.Count - 1);
            }

            load.Finish();
            return load;
        }
        catch (InvalidDataException exception)
        {
            // INVARIANT: a broken line is never skipped: nobody knows what it said.
            throw PrivateFile.Refused(
                load._file, $"is damaged at line {Math.Max(load._line, 1)}: {exception.Message} Restore the folder from a copy, or move it away, keep it, and let a new ledger begin.");
        }
    }

    private void Read(string file, int number, VerificationKey key, bool isLast)
    {
        (_file, _line) = (file, 0);
        bool isActive = isLast && string.Equals(Path.GetFileName(file), LedgerFolder.Active, StringComparison.Ordinal);
        LedgerSegment segment = LedgerSegment.Open(file);
        long length = RandomAccess.GetLength(segment.Handle);
        var scanner = new LineScanner(segment.Handle, 0, length);
        if (!scanner.TryNext(out ReadOnlyMemory<byte> header))
        {
            // A writer died before its first line was there. Of a file that is full, that cannot be.
            HasActive = false;
            _ = isActive ? 0 : throw new InvalidDataException("The file has no beginning.");
            return;
        }

        HasActive = isActive;
        Begin(header, scanner.Position);
        Book!.Add(segment);
        while (true)
        {
            long offset = scanner.Position;
            if (!scanner.TryNext(out ReadOnlyMemory<byte> line))
            {
                break;
            }

            _line++;
            if (SignedCheckpoint.TryReadLine(line, out SignedCheckpoint? checkpoint))
            {
                Confirm(checkpoint, HasActive ? key : null);
                End = scanner.Position;
            }
            else
            {
                Wait(line, new LedgerPlace(offset, number, line.Length));
            }
        }

        if (HasActive)
        {
            LedgerTail.Require(segment.Handle, scanner.Position, length);
        }
        else if (_waiting.Count != 0 || scanner.Position != length)
        {
            throw new InvalidDataException("The file does not end with a checkpoint.");
        }
        else
        {
            RequireSigned(Book.Checkpoint, key);
        }
    }

    private void Begin(ReadOnlyMemory<byte> line, long end)
    {
        _line = 1;
        var header = LedgerHeader.Read(line);
        Book ??= new LedgerBook(header.Origin);
        (First, End) = (header.First, end);
        if (!string.Equals(header.Origin, Book.Origin, StringComparison.Ordinal) || header.First != _tree.Size)
        {
            throw new InvalidDataException("The file is one of another ledger, or one before it is missing.");
        }
    }

    private void Wait(ReadOnlyMemory<byte> line, LedgerPlace place)
    {
        AuditEntry entry = AuditEntryText.Read(line);
        if (entry.Index != _tree.Size)
        {
            throw new InvalidDataException("The record is not the next of the ledger: one is missing, doubled, or in another place.");
        }

        if (!_trails.TryGetValue(entry.Trail, out TrailVerification? trail))
        {
            _trails.Add(entry.Trail, trail = new TrailVerification(Book!.Origin, entry.Trail));
        }

        if (trail.Add(entry) is { } fault)
        {
            throw new InvalidDataException($"Of the record: {fault}.");
        }

        Digest256 leaf = entry.Leaf();
        _waiting.Add(new PlacedEntry(entry, leaf, place));
        _tree.Append(in leaf);
    }

    // A checkpoint covers everything before it: whoever changed a record would have had to sign all that follow. So of a file that is
    // full the last one is enough; of the one that is written each is looked at.
    private void Confirm(SignedCheckpoint checkpoint, VerificationKey? key)
    {
        if (!string.Equals(checkpoint.Checkpoint.Origin, Book!.Origin, StringComparison.Ordinal) || checkpoint.Checkpoint.Size != _tree.Size || checkpoint.Checkpoint.Root != _tree.Root)
        {
            throw new InvalidDataException("The records before this checkpoint are not those that it was signed over.");
        }

        if (key is not null)
        {
            RequireSigned(checkpoint, key);
        }

        Book.Take(_waiting, _tree, checkpoint);
        _waiting.Clear();
    }

    private static void RequireSigned(SignedCheckpoint? checkpoint, VerificationKey key)
    {
        if (checkpoint?.IsSignedBy(key) == false)
        {
            throw new InvalidDataException($"The checkpoint is not signed by the key {key.Id}. Either the signing key was changed, or the ledger was.");
        }
    }

    private void Finish()
    {
        foreach (TrailVerification trail in _trails.Values)
        {
            if (trail.EndFault() is { } fault)
            {
                throw new InvalidDataException($"Of a trail: {fault}.");
            }
        }
    }
}
