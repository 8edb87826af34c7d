using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>Which places of the memory cache are taken, and by whom. Not safe for use by many threads: its owner locks it.</summary>
internal sealed class CacheShares(int max, int maxPerTenant, TimeProvider time, Action<StorageKey> drop)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    private readonly Dictionary<TenantId, CacheShare> _shares = [];
    private int _count;
    private DateTimeOffset _sweepAt = DateTimeOffset.MinValue;

    /// <summary>Finds a place for an entry. At a bound the tenant's own oldest entry makes room; a tenant without one finds no place.</summary>
    internal bool Admit(TenantId tenant, StorageKey key, DateTimeOffset expiresAt)
    {
        if (_shares.TryGetValue(tenant, out CacheShare? share) && share.Renew(key, expiresAt))
        {
            return true;
        }

        if (_count >= max)
        {
            Sweep();
            share = _shares.GetValueOrDefault(tenant);
        }

        // INVARIANT: what goes is the tenant's own, so that no tenant costs another its entries.
        if (_count >= max || share?.Count >= maxPerTenant)
        {
            if (share is null)
            {
                return false;
            }

            Drop(share, share.Oldest);
        }

        if (share is null)
        {
            _shares.Add(tenant, share = new CacheShare());
        }

        share.Add(key, expiresAt);
        _count++;
        return true;
    }

    /// <summary>Gives a place back.</summary>
    internal void Release(TenantId tenant, StorageKey key)
    {
        if (_shares.TryGetValue(tenant, out CacheShare? share) && share.Remove(key))
        {
            _count--;
            Forget(tenant, share);
        }
    }

    // At intervals only: a full cache must not be walked for every entry that finds no place.
    private void Sweep()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now < _sweepAt)
        {
            return;
        }

        _sweepAt = now + SweepEvery;
        foreach ((TenantId tenant, CacheShare share) in _shares.ToArray())
        {
            foreach (StorageKey ended in share.EndedAt(now))
            {
                Drop(share, ended);
            }

            Forget(tenant, share);
        }
    }

    private void Drop(CacheShare share, StorageKey key)
    {
        share.Remove(key);
        _count--;
        drop(key);
    }

    private void Forget(TenantId tenant, CacheShare share)
    {
        if (share.Count == 0)
        {
            _shares.Remove(tenant);
        }
    }
}
