using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Hosting.Files;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>The last checkpoint, kept besides the ledger. Written by one thread at a time.</summary>
internal sealed class LedgerAnchor(string path, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _written;
    private SignedCheckpoint? _kept;

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

    /// <summary>Keeps a checkpoint, unless one was kept a moment ago.</summary>
    internal void Keep(SignedCheckpoint checkpoint, bool atOnce = false)
    {
        if (ReferenceEquals(_kept, checkpoint) || (!atOnce && _written != 0 && time.GetElapsedTime(_written) < Pause))
        {
            return;
        }

        (_written, _kept) = (time.GetTimestamp(), checkpoint);
        string draft = path + ".tmp";
        try
        {
            File.WriteAllText(draft, checkpoint.ToString());
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The ledger itself is on the disk. The next checkpoint is tried again.
            _kept = null;
        }
    }
}
