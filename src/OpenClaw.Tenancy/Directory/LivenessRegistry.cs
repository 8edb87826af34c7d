using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Directory;

/// <summary>The liveness cells of one tenant's members or credentials, by issuer and id.</summary>
/// <remarks>
/// A cell that nobody revoked is held weakly: it lives as long as a claim that holds it, so that memory follows the
/// claims in use and not the names that were ever seen. A revoked cell is kept.
/// </remarks>
internal sealed class LivenessRegistry
{
    private const int FirstSweep = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Issuer, string Id), WeakReference<LivenessCell>> _live = [];
    private readonly Dictionary<(string Issuer, string Id), LivenessCell> _revoked = [];
    private int _sweepAt = FirstSweep;

    /// <summary>The cell under which claims of this holder live.</summary>
    internal LivenessCell Get(string issuer, string id)
    {
        lock (_lock)
        {
            return Find(issuer, id, out LivenessCell? cell) ? cell : Add(issuer, id);
        }
    }

    /// <summary>How often the holder was revoked, without making a cell for him.</summary>
    internal long GenerationOf(string issuer, string id)
    {
        lock (_lock)
        {
            return Find(issuer, id, out LivenessCell? cell) ? cell.Generation : 0;
        }
    }

    /// <summary>The moment of the holder's last revocation, without making a cell for him.</summary>
    internal long EpochOf(string issuer, string id)
    {
        lock (_lock)
        {
            return Find(issuer, id, out LivenessCell? cell) ? cell.EpochTicks : long.MinValue;
        }
    }

    internal void Revoke(string issuer, string id, in DirectoryMoment at, bool aliveAfter)
    {
        lock (_lock)
        {
            LivenessCell cell = Find(issuer, id, out LivenessCell? found) ? found : new LivenessCell(alive: true);
            cell.Revoke(in at, aliveAfter);
            _live.Remove((issuer, id));
            _revoked[(issuer, id)] = cell;
        }
    }

    /// <summary>Lets what is issued from now on live again.</summary>
    internal void Reinstate(string issuer, string id, in DirectoryMoment at)
    {
        lock (_lock)
        {
            if (_revoked.TryGetValue((issuer, id), out LivenessCell? cell) && !LivenessCell.IsAlive(cell.Word))
            {
                cell.Enliven(in at);
            }
        }
    }

    /// <summary>Whether the holder is shut out until he is reinstated.</summary>
    internal bool IsShut(string issuer, string id)
    {
        lock (_lock)
        {
            return _revoked.TryGetValue((issuer, id), out LivenessCell? cell) && !LivenessCell.IsAlive(cell.Word);
        }
    }

    /// <summary>Keeps no cell of the holder any longer.</summary>
    // SECURITY: only for what can never be shown again. Claims that stand by the cell keep it, and it stays as dead as it was.
    internal void Forget(string issuer, string id)
    {
        lock (_lock)
        {
            _revoked.Remove((issuer, id));
            _live.Remove((issuer, id));
        }
    }

    private bool Find(string issuer, string id, [NotNullWhen(true)] out LivenessCell? cell) =>
        _revoked.TryGetValue((issuer, id), out cell)
        || (_live.TryGetValue((issuer, id), out WeakReference<LivenessCell>? weak) && weak.TryGetTarget(out cell));

    private LivenessCell Add(string issuer, string id)
    {
        if (_live.Count >= _sweepAt)
        {
            foreach (((string, string) key, WeakReference<LivenessCell> weak) in _live)
            {
                if (!weak.TryGetTarget(out _))
                {
                    _live.Remove(key);
                }
            }

            _sweepAt = Math.Max(FirstSweep, _live.Count * 2);
        }

        var cell = new LivenessCell(alive: true);
        _live[(issuer, id)] = new WeakReference<LivenessCell>(cell);
        return cell;
    }
}
