using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>One tenant's part of the distributed cache, from <see cref="TenantDistributedCache"/>.</summary>
/// <remarks>
/// Each call asks the scope or the permit again, and throws <see cref="TenantScopeRequiredException"/> once it has ended. An entry is
/// named by a kind and a key, both any well-formed text of 1 to 255 bytes once escaped (<see cref="StorageKeyPartitioner"/>). What the store
/// itself throws goes to the caller; what the store gives never does. Safe for use by many threads.
/// </remarks>
public sealed class TenantDistributedCacheView
{
    private readonly TenantDistributedCache _cache;
    private readonly TenantSource _source;

    internal TenantDistributedCacheView(TenantDistributedCache cache, TenantSource source) => (_cache, _source) = (cache, source);

    /// <summary>Finds an entry.</summary>
    /// <param name="kind">What kind of thing it is.</param>
    /// <param name="key">Which one.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The value, or null where the tenant has no entry that lives.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope or the permit has ended, before or during the look-up.</exception>
    /// <exception cref="ArgumentException">The kind or the key cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string kind, string key, CancellationToken cancellationToken = default)
    {
        TenantId tenant = _source.Require();
        ReadOnlyMemory<byte>? value = await _cache.GetAsync(tenant, CacheRules.Key(tenant, kind, key), cancellationToken).ConfigureAwait(false);
        _source.Require();
        return value;
    }

    /// <summary>Stores an entry.</summary>
    /// <param name="kind">What kind of thing it is.</param>
    /// <param name="key">Which one.</param>
    /// <param name="value">The value: at most <see cref="TenantCacheOptions.MaxValueBytes"/> bytes.</param>
    /// <param name="lifetime">How long it lives: more than zero, at most <see cref="TenantCacheOptions.MaxLifetime"/>.</param>
    /// <param name="cancellationToken">Ends the storing.</param>
    /// <returns>A task that ends when the store has it.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope or the permit has ended.</exception>
    /// <exception cref="ArgumentException">The kind or the key cannot be written, the lifetime is out of range, or the value is too long.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public Task SetAsync(string kind, string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        _cache.SetAsync(CacheRules.Key(_source.Require(), kind, key), value, lifetime, cancellationToken);

    /// <summary>Removes an entry, also one that this process is making: whoever waits for it gets it, and it is not kept.</summary>
    /// <param name="kind">What kind of thing it is.</param>
    /// <param name="key">Which one.</param>
    /// <param name="cancellationToken">Ends the removing.</param>
    /// <returns>A task that ends when the store has removed it.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope or the permit has ended.</exception>
    /// <exception cref="ArgumentException">The kind or the key cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public Task RemoveAsync(string kind, string key, CancellationToken cancellationToken = default) =>
        _cache.RemoveAsync(CacheRules.Key(_source.Require(), kind, key), cancellationToken);

    /// <summary>Finds an entry, or makes it: in this process one caller of the tenant makes it while the others that want it wait.</summary>
    /// <param name="kind">What kind of thing it is.</param>
    /// <param name="key">Which one.</param>
    /// <param name="lifetime">How long it lives: more than zero, at most <see cref="TenantCacheOptions.MaxLifetime"/>.</param>
    /// <param name="create">Makes it. It must not ask for the same entry, which would wait for itself. What is too long is handed out and not kept.</param>
    /// <param name="cancellationToken">Ends this caller's part. When it ends the making, one of those who wait makes it anew.</param>
    /// <returns>The value.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope or the permit has ended, before or while it waited.</exception>
    /// <exception cref="ArgumentException">The kind or the key cannot be written, or the lifetime is out of range.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    /// <remarks>A fault of the making goes to everybody who waits at that moment, and is not kept.</remarks>
    public async ValueTask<ReadOnlyMemory<byte>> GetOrCreateAsync(
        string kind,
        string key,
        TimeSpan lifetime,
        Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> create,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        TenantId tenant = _source.Require();
        ReadOnlyMemory<byte> made = await _cache.MakeAsync(tenant, CacheRules.Key(tenant, kind, key), lifetime, create, cancellationToken).ConfigureAwait(false);

        // SECURITY: the claim may have ended while this caller waited.
        _source.Require();
        return made;
    }
}
