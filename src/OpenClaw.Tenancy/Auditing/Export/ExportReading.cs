using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Auditing.Export;

/// <summary>What is known of an export while its records are read one after the other.</summary>
/// <param name="end">The checkpoint at its end, or null where there is none.</param>
/// <param name="keptLength">How many records the trail had at the checkpoint that was kept elsewhere.</param>
internal sealed class ExportReading(SignedCheckpoint? end, long keptLength)
{
    private long _lastIndex = -1;
    private readonly TrailVerification? _trail = end?.Checkpoint is { Trail: { } trail } checkpoint ? new TrailVerification(checkpoint.Origin, trail) : null;

    internal SignedCheckpoint? End { get; } = end;

    internal long Records { get; private set; }

    internal long Dropped => _trail?.Dropped ?? 0;

    /// <summary>The hash of the trail where the kept checkpoint says that it ended; null where the trail was never so long.</summary>
    internal Digest256? KeptHash { get; private set; } = keptLength == 0 && end?.Checkpoint is { Trail: { } name } at ? TrailHead.Empty(at.Origin, name).Hash : null;

    /// <summary>Takes the next record.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    internal string? Add(ReadOnlyMemory<byte> line, out bool isEntry)
    {
        isEntry = false;
        AuditEntry entry;
        IReadOnlyList<Digest256> proof;
        try
        {
            entry = AuditEntryText.Read(line, proof: true, out proof);
        }
        catch (InvalidDataException)
        {
            return "it is not spelled as an export is";
        }

        isEntry = true;
        if (_trail is null)
        {
            return "the checkpoint that it is proved against is missing or damaged at the end of the file";
        }

        string? fault = _trail.Add(entry) ?? PlaceFault(entry, proof, End!.Checkpoint);
        if (fault is null)
        {
            Records++;
            _lastIndex = entry.Index;
            KeptHash = entry.Sequence == keptLength ? entry.Hash : KeptHash;
        }

        return fault;
    }

    internal string? EndFault(VerificationKey key) => End is null ? "the checkpoint at the end of the file is missing or damaged"
        : !End.IsSignedBy(key) ? "the checkpoint at the end is not signed by this key"
        : _trail is null ? "the checkpoint at the end names no trail"
        : End.Checkpoint.Head != _trail.Head ? "the trail does not end where the checkpoint says: records are missing, or are too many"
        : _trail.EndFault();

    private string? PlaceFault(AuditEntry entry, IReadOnlyList<Digest256> proof, LedgerCheckpoint checkpoint) =>
        entry.Index <= _lastIndex ? "its place in the ledger is not behind that of the record before it"
            : MerkleProof.VerifyInclusion(entry.Index, checkpoint.Size, entry.Leaf(), proof, checkpoint.Root) ? null
            : "it is not proved to be in the ledger";
}
