using System.Collections.Concurrent;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>What this process has seen of the ledger and verified: nothing in the database is believed against it. One thread writes; where trails end, any may ask.</summary>
/// <param name="end">The signed end.</param>
/// <param name="frontier">The tree over all records.</param>
/// <param name="heads">Where the trails end.</param>
internal sealed class LedgerState(SignedCheckpoint end, MerkleFrontier frontier, IEnumerable<KeyValuePair<string, TrailHead>> heads)
{
    private readonly ConcurrentDictionary<string, TrailHead> _heads = new(heads, StringComparer.Ordinal);
    private MerkleFrontier _frontier = frontier;

    internal string Origin { get; } = end.Checkpoint.Origin;

    internal SignedCheckpoint End { get; private set; } = end;

    internal long Size => _frontier.Size;

    internal MerkleFrontier Frontier => _frontier.Clone();

    /// <summary>The trails that have records.</summary>
    internal ICollection<string> Trails => _heads.Keys;

    internal TrailHead HeadOf(string trail) => _heads.TryGetValue(trail, out TrailHead head) ? head : TrailHead.Empty(Origin, trail);

    /// <summary>Takes what was appended since.</summary>
    /// <param name="end">The end now.</param>
    /// <param name="added">The entries that lead there, in their order; what they say is not looked at.</param>
    /// <exception cref="InvalidDataException">They do not lead there, so nothing of this ledger is believed any more.</exception>
    internal void Follow(SignedCheckpoint end, IReadOnlyList<AuditEntry> added)
    {
        LedgerCheckpoint checkpoint = end.Checkpoint;
        Require(string.Equals(checkpoint.Origin, Origin, StringComparison.Ordinal), "it is another ledger than it was");
        Require(checkpoint.Size >= Size, "it has fewer records than it had: an older copy has taken its place");
        MerkleFrontier frontier = Frontier;
        var heads = new Dictionary<string, TrailHead>(StringComparer.Ordinal);
        foreach (AuditEntry entry in added)
        {
            TrailHead head = heads.TryGetValue(entry.Trail, out TrailHead next) ? next : HeadOf(entry.Trail);
            Require(entry.Index == frontier.Size && entry.Sequence == head.Length + 1, "a record is missing, doubled, or in another place");
            frontier.Append(entry.Leaf());
            heads[entry.Trail] = entry.Head;
        }

        // SECURITY: nothing of it counts before all of it is signed. Trails are still read where the writing has ended, up to where they were verified.
        Require(frontier.Size == checkpoint.Size && frontier.Root == checkpoint.Root, "its records do not lead to the end that was signed");
        foreach ((string trail, TrailHead head) in heads)
        {
            _heads[trail] = head;
        }

        (_frontier, End) = (frontier, end);
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new InvalidDataException(fault);
        }
    }
}
