using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>The places that a batch is given behind the end of the ledger. Used by one thread at a time.</summary>
/// <param name="state">The ledger as it is.</param>
internal sealed class LedgerPlaces(LedgerState state)
{
    private readonly List<AuditEntry> _entries = [];
    private readonly Dictionary<string, TrailHead> _heads = new(StringComparer.Ordinal);
    private readonly MerkleFrontier _frontier = state.Frontier;

    internal IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>Gives an envelope the next place.</summary>
    /// <exception cref="InvalidDataException">It makes no record.</exception>
    internal void Add(AuditEnvelope envelope)
    {
        string trail = envelope.Tenant.ToString();
        TrailHead head = _heads.TryGetValue(trail, out TrailHead changed) ? changed : state.HeadOf(trail);
        AuditEntry entry = AuditChain.Next(in head, _frontier.Size, envelope);
        _entries.Add(entry);
        _heads[trail] = entry.Head;
        _frontier.Append(entry.Leaf());
    }

    /// <summary>What is to be signed.</summary>
    internal LedgerCheckpoint End() => new(state.Origin, _frontier.Size, _frontier.Root);

    /// <summary>Hands the rows to a context.</summary>
    internal void AddTo(TenancyLedgerContext context) => context.Records.AddRange(_entries.Select(LedgerRows.Row));
}
