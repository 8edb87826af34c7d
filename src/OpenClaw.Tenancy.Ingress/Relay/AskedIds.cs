using System.Text;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>The ids of a connection's last requests, so that no answer can be taken for another's. One thread at a time.</summary>
internal sealed class AskedIds
{
    private const int Most = 1_024;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>False for an id that was asked already.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> id)
    {
        string text = Encoding.UTF8.GetString(id);
        if (!_ids.Add(text))
        {
            return false;
        }

        _order.Enqueue(text);
        if (_order.Count > Most)
        {
            _ids.Remove(_order.Dequeue());
        }

        return true;
    }
}
