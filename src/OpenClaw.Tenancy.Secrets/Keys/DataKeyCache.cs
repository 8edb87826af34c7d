namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>Unwrapped data keys of a while ago: bounded in number and in time, and zeroed as they leave.</summary>
/// <remarks>
/// It never says that a key may be used: whoever asks has read the tenant's keys in the vault just now, and shows what he read, so
/// that a key that was wrapped anew, changed or deleted there is not found here. Safe for use by many threads.
/// </remarks>
internal sealed class DataKeyCache(int max, TimeSpan lifetime, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string KeyId), CachedDataKey> _keys = [];
    private readonly LinkedList<CachedDataKey> _byUse = [];

    /// <summary>The key, which the caller holds and lets go; or null.</summary>
    // SECURITY: found by tenant and key id, and only where it was unwrapped from exactly what the vault holds.
    internal DataKey? TryHold(string tenant, string keyId, string wrappedBy, string wrapped)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue((tenant, keyId), out CachedDataKey? cached) || time.GetElapsedTime(cached.Since) >= lifetime || !cached.IsOf(wrappedBy, wrapped))
            {
                return null;
            }

            _byUse.Remove(cached.Node);
            _byUse.AddLast(cached.Node);
            return cached.Key.TryHold() ? cached.Key : null;
        }
    }

    /// <summary>Keeps a key that the caller holds, and goes on holding.</summary>
    internal void Keep(string tenant, string keyId, string wrappedBy, string wrapped, DataKey key)
    {
        if (lifetime <= TimeSpan.Zero || !key.TryHold())
        {
            return;
        }

        var cached = new CachedDataKey(tenant, keyId, wrappedBy, wrapped, key, time.GetTimestamp());
        lock (_lock)
        {
            DropCore(tenant, keyId);
            while (_byUse.Count >= max)
            {
                DropCore(_byUse.First!.Value);
            }

            _keys.Add((tenant, keyId), cached);
            _byUse.AddLast(cached.Node);
        }

        cached.EndBy(time.CreateTimer(static state => ((Action)state!)(), () => Drop(cached), lifetime, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Lets the keys of a tenant go.</summary>
    internal void Forget(string tenant)
    {
        lock (_lock)
        {
            foreach (CachedDataKey cached in _byUse.Where(c => string.Equals(c.Tenant, tenant)).ToArray())
            {
                DropCore(cached);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (CachedDataKey cached in _byUse.ToArray())
            {
                DropCore(cached);
            }
        }
    }

    private void Drop(CachedDataKey cached)
    {
        lock (_lock)
        {
            DropCore(cached);
        }
    }

    private void DropCore(string tenant, string keyId)
    {
        if (_keys.TryGetValue((tenant, keyId), out CachedDataKey? cached))
        {
            DropCore(cached);
        }
    }

    private void DropCore(CachedDataKey cached)
    {
        if (cached.Node.List is not null)
        {
            _byUse.Remove(cached.Node);
            _keys.Remove((cached.Tenant, cached.KeyId));
            cached.Close();
        }
    }
}
