using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>One tenant's part of the memory cache, from <see cref="TenantCache"/>.</summary>
/// <remarks>
/// Each call asks the scope or the permit again, and throws <see cref="TenantScopeRequiredException"/> once it has ended. An entry is
/// named by a kind and a key, both any well-formed text of 1 to 255 bytes once escaped (<see cref="StorageKeyPartitioner"/>). All who act for the
/// tenant share its entries: what only one user may see needs the user in the key. Values are handed out as they are, not copied.
/// Safe for use by many threads.
/// </remarks>
public sealed class TenantCacheView
{
    private readonly TenantCache _cache;
    private readonly TenantSource _source;

    internal TenantCacheView(TenantCache cache, TenantSource source) => (_cache, _source) = (cache, source);

    /// <summary>Finds an entry.</summary>
    /// <typeparam name="T">The type that it was stored as.</typeparam>
    /// <param name="kind">What kind of thing it is.</param>
    /// <param name="key">Which one.</param>
    /// <param name="value">The value, or the default.</param>
    /// <returns>Whether the tenant has an entry of this type that lives.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope or the permit has ended.</exception>
    /// <exception cref="ArgumentException">The kind or the key cannot be written.</exception>
    public bool TryGet<T>(string kind, string key, [MaybeNullWhen(false)] out T value)
    {
        TenantId tenant = _source.Require();
        return _cache.TryGet(tenant, CacheRules.Key(tenant, kind, key), out value);
    }

    /// <summary>Stores an entry. When all places are taken, the tenant's oldest entry goes; a tenant that has none stores nothing.</summary>
    /// <typeparam name="T">The type that it is found as.</typeparam>
    /// <param name="kind">What kind of thing it is.</param>
    /// <param name="key">Which one.</param>
    /// <param name="value">The value.</param>
    /// <param name="lifetime">How long it lives: more than zero, at most <see cref="TenantCacheOptions.MaxLifetime"/>.</param>
    /// <exception cref="TenantScopeRequiredException">The scope or the permit has ended.</exception>
    /// <exception cref="ArgumentException">The kind or the key cannot be written, or the lifetime is out of range.</exception>
    public void Set<T>(string kind, string key, T value, TimeSpan lifetime)
    {
        TenantId tenant = _source.Require();
        _cache.Set(tenant, CacheRules.Key(tenant, kind, key), value, lifetime);
    }

    /// <summary>Removes an entry, also one that is being made: whoever waits for it gets it, and it is not kept.</summary>
    /// <param name="kind">What kind of thing it is.</param>
    /// <param name="key">Which one.</param>
    /// <exception cref="TenantScopeRequiredException">The scope or the permit has ended.</exception>
    /// <exception cref="ArgumentException">The kind or the key cannot be written.</exception>
    public void Remove(string kind, string key)
    {
        TenantId tenant = _source.Require();
        _cache.Remove(tenant, CacheRules.Key(tenant, kind, key));
    }

    /// <summary>Finds an entry, or makes it: one caller of the tenant makes it while the others that want it wait.</summary>
    /// <typeparam name="T">The type that it is stored as.</typeparam>
    /// <param name="kind">What kind of thing it is.</param>
    /// <param name="key">Which one.</param>
    /// <param name="lifetime">How long it lives: more than zero, at most <see cref="TenantCacheOptions.MaxLifetime"/>.</param>
    /// <param name="create">Makes it. It must not ask for the same entry, which would wait for itself.</param>
    /// <param name="cancellationToken">Ends this caller's part. When it ends the making, one of those who wait makes it anew.</param>
    /// <returns>The value.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope or the permit has ended, before or while it waited.</exception>
    /// <exception cref="ArgumentException">The kind or the key cannot be written, or the lifetime is out of range.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    /// <remarks>A fault of the making goes to everybody who waits at that moment, and is not kept.</remarks>
    public async ValueTask<T> GetOrCreateAsync<T>(
        string kind, string key, TimeSpan lifetime, Func<CancellationToken, ValueTask<T>> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        TenantId tenant = _source.Require();
        StorageKey entry = CacheRules.Key(tenant, kind, key);
        if (_cache.TryGet<T>(tenant, entry, out T? value))
        {
            return value;
        }

        T made = await _cache.MakeAsync(tenant, entry, lifetime, create, cancellationToken).ConfigureAwait(false);

        // SECURITY: the claim may have ended while this caller waited for somebody else's value.
        _source.Require();
        return made;
    }
}
