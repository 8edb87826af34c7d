using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Walks over a whole ledger from its beginning, and finds what does not fit.</summary>
/// <param name="origin">The ledger's name.</param>
/// <param name="checkpoints">Signed checkpoints that the ledger must lead through, of whatever sizes.</param>
internal sealed class LedgerWalk(string origin, IEnumerable<LedgerCheckpoint> checkpoints)
{
    private readonly Dictionary<string, TrailVerification> _trails = new(StringComparer.Ordinal);
    private readonly Queue<LedgerCheckpoint> _ahead = new(checkpoints.OrderBy(static c => c.Size));

    internal MerkleFrontier Frontier { get; } = new();

    internal IEnumerable<KeyValuePair<string, TrailHead>> Heads => _trails.Select(static t => KeyValuePair.Create(t.Key, t.Value.Head));

    /// <summary>Takes the next entry.</summary>
    /// <exception cref="InvalidDataException">It does not fit.</exception>
    internal void Add(AuditEntry entry)
    {
        Compare();
        if (entry.Index != Frontier.Size)
        {
            throw Broken(entry, "a record is missing before it, or it is there twice");
        }

        if (!_trails.TryGetValue(entry.Trail, out TrailVerification? trail))
        {
            _trails.Add(entry.Trail, trail = new TrailVerification(origin, entry.Trail));
        }

        if (trail.Add(entry) is { } fault)
        {
            throw Broken(entry, fault);
        }

        Frontier.Append(entry.Leaf());
    }

    /// <summary>Ends the walk.</summary>
    /// <exception cref="InvalidDataException">The ledger should not end here, or a trail is not whole.</exception>
    internal void End()
    {
        Compare();
        if (_ahead.TryPeek(out LedgerCheckpoint? missing))
        {
            throw new InvalidDataException($"there are {Frontier.Size} records, and a signed checkpoint says that there are {missing.Size}: records were cut off, or it is an old copy");
        }

        foreach ((string trail, TrailVerification verification) in _trails)
        {
            if (verification.EndFault() is { } fault)
            {
                throw new InvalidDataException($"trail '{Shown(trail)}': {fault}");
            }
        }
    }

    /// <summary>A trail's name as it may be shown: what was changed by hand may say anything.</summary>
    internal static string Shown(string trail) => string.Concat(trail.Take(63).Select(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-' ? c : '?'));

    private void Compare()
    {
        while (_ahead.TryPeek(out LedgerCheckpoint? next) && next.Size <= Frontier.Size)
        {
            if (_ahead.Dequeue().Root != Frontier.Root)
            {
                throw new InvalidDataException($"the first {next.Size} records are not those that a signed checkpoint stands for");
            }
        }
    }

    private static InvalidDataException Broken(AuditEntry entry, string fault) =>
        new($"record {entry.Sequence} of trail '{Shown(entry.Trail)}', at place {entry.Index} of the ledger: {fault}");
}
