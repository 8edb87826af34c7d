using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>The host's memory cache, divided by tenant. It is reached through the view of one tenant alone.</summary>
/// <remarks>
/// A singleton from dependency injection, safe for use by many threads. There is no raw key and no listing. Entries are bounded for
/// each tenant and in whole (<see cref="TenantCacheOptions"/>); at a bound a tenant's own oldest entry goes, never another's.
/// </remarks>
public sealed class TenantCache
{
    private readonly IMemoryCache _cache;
    private readonly PolicyEngine _engine;
    private readonly TimeProvider _time;
    private readonly TimeSpan _maxLifetime;
    private readonly CacheRefusals _refusals;
    private readonly CacheShares _shares;
    private readonly SingleFlight _flights = new();
    private readonly Lock _lock = new();

    internal TenantCache(IMemoryCache cache, PolicyEngine engine, TimeProvider time, TenantCacheOptions options, CacheRefusals refusals)
    {
        (_cache, _engine, _time, _maxLifetime, _refusals) = (cache, engine, time, options.MaxLifetime, refusals);
        _shares = new CacheShares(options.MaxEntries, options.MaxEntriesPerTenant, time, key => _cache.Remove(new MemoryKey(this, key)));
    }

    /// <summary>How many entries were refused because they were not what their key says (OCT2107).</summary>
    public long RefusedEntries => _refusals.Count;

    /// <summary>The entries of a scope's tenant.</summary>
    /// <param name="context">The scope; it is asked again at each call of the view.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException">The context is null.</exception>
    public TenantCacheView For(TenantContext context) => new(this, new TenantSource(context));

    /// <summary>The entries of the tenant whose data a permit opens.</summary>
    /// <param name="permit">The permit; it is checked again at each call of the view.</param>
    /// <param name="action">The action that it was earned for.</param>
    /// <param name="resourceId">The resource that it was earned for, or null for a whole collection.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException">The permit or the action is null.</exception>
    public TenantCacheView For(AccessPermit permit, AccessAction action, string? resourceId = null) =>
        new(this, new TenantSource(_engine, permit, action, resourceId));

    internal bool TryGet<T>(TenantId tenant, StorageKey key, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!_cache.TryGetValue(new MemoryKey(this, key), out object? found))
        {
            return false;
        }

        // SECURITY: what the cache gives is looked at as if it came from anywhere: its own tenant and key decide.
        if (found is not CachedEntry entry || entry.Tenant != tenant || entry.Key != key)
        {
            Drop(tenant, key);
            _refusals.Report(tenant, found is CachedEntry ? CacheRefusals.Foreign : CacheRefusals.Unreadable);
            return false;
        }

        if (_time.GetUtcNow() >= entry.ExpiresAt || entry is not CachedEntry<T> typed)
        {
            return false;
        }

        value = typed.Value;
        return true;
    }

    internal void Set<T>(TenantId tenant, StorageKey key, T value, TimeSpan lifetime)
    {
        CheckLifetime(lifetime);
        _flights.Abandon(key);
        Keep(tenant, key, value, lifetime);
    }

    internal void Remove(TenantId tenant, StorageKey key)
    {
        _flights.Abandon(key);
        Drop(tenant, key);
    }

    internal ValueTask<T> MakeAsync<T>(
        TenantId tenant, StorageKey key, TimeSpan lifetime, Func<CancellationToken, ValueTask<T>> create, CancellationToken cancellationToken)
    {
        CheckLifetime(lifetime);
        return _flights.RunAsync(key, MakeOnceAsync, KeepAsync, DropAsync, cancellationToken);

        // Whoever led before may have put it there since this caller looked.
        ValueTask<T> MakeOnceAsync(CancellationToken token) => TryGet<T>(tenant, key, out T? there) ? new ValueTask<T>(there) : create(token);

        ValueTask KeepAsync(T value)
        {
            Keep(tenant, key, value, lifetime);
            return ValueTask.CompletedTask;
        }

        ValueTask DropAsync()
        {
            Drop(tenant, key);
            return ValueTask.CompletedTask;
        }
    }

    private void CheckLifetime(TimeSpan lifetime) => CacheRules.Lifetime(lifetime, _maxLifetime);

    private void Keep<T>(TenantId tenant, StorageKey key, T value, TimeSpan lifetime)
    {
        DateTimeOffset expiresAt = _time.GetUtcNow() + lifetime;
        var options = new MemoryCacheEntryOptions
        {
            AbsoluteExpirationRelativeToNow = lifetime,
            Size = 1,

            // INVARIANT: the bounds here say what goes. A compaction of the host's cache would let one tenant's load cost another's entries.
            Priority = CacheItemPriority.NeverRemove,
        };
        lock (_lock)
        {
            if (_shares.Admit(tenant, key, expiresAt))
            {
                _cache.Set(new MemoryKey(this, key), new CachedEntry<T>(tenant, key, expiresAt, value), options);
            }
        }
    }

    private void Drop(TenantId tenant, StorageKey key)
    {
        lock (_lock)
        {
            _shares.Release(tenant, key);
            _cache.Remove(new MemoryKey(this, key));
        }
    }
}
