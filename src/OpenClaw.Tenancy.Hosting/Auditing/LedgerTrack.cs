using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Where the entries of one trail stand on the disk. Used under the lock of its book.</summary>
internal sealed class LedgerTrack
{
    private readonly List<LedgerPlace> _places = [];

    internal TrailHead Head { get; private set; }

    internal void Add(AuditEntry entry, LedgerPlace place)
    {
        _places.Add(place);
        Head = entry.Head;
    }

    internal void Move(long sequence, LedgerPlace place) => _places[(int)sequence - 1] = place;

    internal IEnumerable<LedgerPlace> Places(long first, int max)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        int start = (int)Math.Min(first - 1, _places.Count);
        return _places.GetRange(start, Math.Min(max, _places.Count - start));
    }
}
