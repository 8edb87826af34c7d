namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>The ids of a connection's last requests, so that none is done twice.</summary>
internal sealed class AskedIds
{
    private const int Most = 1_024;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>False for an id that was asked already.</summary>
    internal bool TryAdd(string id)
    {
        if (!_ids.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > Most)
        {
            _ids.Remove(_order.Dequeue());
        }

        return true;
    }
}
