using System.Buffers.Text;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Which key stood under which id, so that an id never means two keys. Not safe for use by many threads.</summary>
internal sealed class KeyMemory
{
    // INVARIANT: more than one set may hold, so that the ids of the current set are never forgotten.
    private const int Capacity = 256;

    private readonly Dictionary<string, string> _thumbprints = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Remembers the keys of a set; false, and nothing remembered, when an id stood for another key before.</summary>
    internal bool TryRemember(JwksSet set)
    {
        if (set.Keys.Any(key => _thumbprints.TryGetValue(key.KeyId, out string? known) && !string.Equals(known, Thumbprint(key))))
        {
            return false;
        }

        foreach (TokenKey key in set.Keys)
        {
            if (_thumbprints.TryAdd(key.KeyId, Thumbprint(key)))
            {
                _order.Enqueue(key.KeyId);
            }
        }

        Forget(set);
        return true;
    }

    // Those that were seen first and are not in the set.
    private void Forget(JwksSet set)
    {
        while (_order.Count > Capacity)
        {
            string oldest = _order.Dequeue();
            if (set.Find(oldest) is not null)
            {
                _order.Enqueue(oldest);
            }
            else
            {
                _thumbprints.Remove(oldest);
            }
        }
    }

    // RFC 7638.
    private static string Thumbprint(TokenKey key) => Base64Url.EncodeToString(key.Verifier.ComputeJwkThumbprint());
}
