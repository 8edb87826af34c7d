namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>The approvals that a connection was told of, and so may ask for: an approval's id alone does not say whose it is.</summary>
/// <remarks>Holds the newest thousand. Safe for use by many threads.</remarks>
internal sealed class KnownApprovals
{
    private const int Max = 1000;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    internal bool Has(string id)
    {
        lock (_gate)
        {
            return _ids.Contains(id);
        }
    }

    internal void Add(IEnumerable<string> ids)
    {
        lock (_gate)
        {
            foreach (string id in ids.Where(_ids.Add))
            {
                _order.Enqueue(id);
                if (_order.Count > Max)
                {
                    _ids.Remove(_order.Dequeue());
                }
            }
        }
    }
}
