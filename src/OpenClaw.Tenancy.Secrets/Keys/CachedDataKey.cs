namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>A key in the cache, with what it was unwrapped from.</summary>
internal sealed class CachedDataKey
{
    private readonly string _wrappedBy;
    private readonly string _wrapped;
    private ITimer? _end;
    private bool _closed;

    internal CachedDataKey(string tenant, string keyId, string wrappedBy, string wrapped, DataKey key, long since)
    {
        (Tenant, KeyId, _wrappedBy, _wrapped, Key, Since) = (tenant, keyId, wrappedBy, wrapped, key, since);
        Node = new LinkedListNode<CachedDataKey>(this);
    }

    internal string Tenant { get; }

    internal string KeyId { get; }

    internal DataKey Key { get; }

    internal long Since { get; }

    internal LinkedListNode<CachedDataKey> Node { get; }

    internal bool IsOf(string wrappedBy, string wrapped) => string.Equals(_wrappedBy, wrappedBy) && string.Equals(_wrapped, wrapped);

    internal void EndBy(ITimer end)
    {
        lock (Node)
        {
            _end = end;
            if (_closed)
            {
                end.Dispose();
            }
        }
    }

    internal void Close()
    {
        lock (Node)
        {
            _closed = true;
            _end?.Dispose();
        }

        Key.Release();
    }
}
