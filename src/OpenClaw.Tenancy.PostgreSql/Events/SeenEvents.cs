namespace OpenClaw.Tenancy.PostgreSql.Events;

/// <summary>The ids of the last events that went out from here or came in, so that none comes in twice. Safe for use by many threads.</summary>
internal sealed class SeenEvents
{
    private const int Most = 16_384;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Marks an event, and says whether it is new here.</summary>
    internal bool Add(string id)
    {
        lock (_lock)
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

    internal bool Has(string id)
    {
        lock (_lock)
        {
            return _ids.Contains(id);
        }
    }
}
