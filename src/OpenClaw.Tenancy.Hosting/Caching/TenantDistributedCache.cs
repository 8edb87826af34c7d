using Microsoft.Extensions.Caching.Distributed;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>The host's distributed cache, divided by tenant. It is reached through the view of one tenant alone.</summary>
/// <remarks>
/// A singleton from dependency injection, safe for use by many threads. There is no raw key and no listing. Keys have the form of
/// <see cref="StorageKey.ToRedisKey"/>. Each value is stored with its tenant, its key and a checksum, and is looked at again when it is
/// read: what is foreign, damaged or unknown is absent and is removed. The checksum is no MAC: whoever can write to the store can make a
/// value. How many entries the store holds is the store's business; each lives for <see cref="TenantCacheOptions.MaxLifetime"/> at most.
/// </remarks>
public sealed class TenantDistributedCache
{
    private readonly IDistributedCache _store;
    private readonly PolicyEngine _engine;
    private readonly TimeProvider _time;
    private readonly TimeSpan _maxLifetime;
    private readonly int _maxValueBytes;
    private readonly CacheRefusals _refusals;
    private readonly SingleFlight _flights = new();

    internal TenantDistributedCache(IDistributedCache store, PolicyEngine engine, TimeProvider time, TenantCacheOptions options, CacheRefusals refusals) =>
        (_store, _engine, _time, _maxLifetime, _maxValueBytes, _refusals) = (store, engine, time, options.MaxLifetime, options.MaxValueBytes, refusals);

    /// <summary>How many entries were refused because they were not what their key says (OCT2107).</summary>
    public long RefusedEntries => _refusals.Count;

    /// <summary>The entries of a scope's tenant.</summary>
    /// <param name="context">The scope; it is asked again at each call of the view.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException">The context is null.</exception>
    public TenantDistributedCacheView For(TenantContext context) => new(this, new TenantSource(context));

    /// <summary>The entries of the tenant whose data a permit opens.</summary>
    /// <param name="permit">The permit; it is checked again at each call of the view.</param>
    /// <param name="action">The action that it was earned for.</param>
    /// <param name="resourceId">The resource that it was earned for, or null for a whole collection.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException">The permit or the action is null.</exception>
    public TenantDistributedCacheView For(AccessPermit permit, AccessAction action, string? resourceId = null) =>
        new(this, new TenantSource(_engine, permit, action, resourceId));

    internal async ValueTask<ReadOnlyMemory<byte>?> GetAsync(TenantId tenant, StorageKey key, CancellationToken cancellationToken)
    {
        byte[]? stored = await _store.GetAsync(key.ToRedisKey(), cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            return null;
        }

        (ReadOnlyMemory<byte>? value, string? refusal) = CacheEnvelope.Open(stored, key.ToBinary(), _time.GetUtcNow(), _maxValueBytes);
        if (refusal is not null)
        {
            _refusals.Report(tenant, refusal);
            await EvictAsync(key, cancellationToken).ConfigureAwait(false);
        }

        return value;
    }

    internal Task SetAsync(StorageKey key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        CacheRules.Lifetime(lifetime, _maxLifetime);
        if (value.Length > _maxValueBytes)
        {
            throw new ArgumentException("The value has more bytes than TenantCacheOptions.MaxValueBytes. Store less, or raise the option.", nameof(value));
        }

        _flights.Abandon(key);
        return KeepAsync(key, value, lifetime, cancellationToken);
    }

    internal Task RemoveAsync(StorageKey key, CancellationToken cancellationToken)
    {
        _flights.Abandon(key);
        return _store.RemoveAsync(key.ToRedisKey(), cancellationToken);
    }

    internal ValueTask<ReadOnlyMemory<byte>> MakeAsync(
        TenantId tenant,
        StorageKey key,
        TimeSpan lifetime,
        Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> create,
        CancellationToken cancellationToken)
    {
        CacheRules.Lifetime(lifetime, _maxLifetime);
        return _flights.RunAsync(key, MakeOnceAsync, KeepSmallAsync, DropAsync, cancellationToken);

        // Looked at behind the others: whoever led before, here or in another process, may have put it there since.
        async ValueTask<ReadOnlyMemory<byte>> MakeOnceAsync(CancellationToken token) =>
            await GetAsync(tenant, key, token).ConfigureAwait(false) ?? await create(token).ConfigureAwait(false);

        async ValueTask KeepSmallAsync(ReadOnlyMemory<byte> value)
        {
            if (value.Length <= _maxValueBytes)
            {
                await KeepAsync(key, value, lifetime, cancellationToken).ConfigureAwait(false);
            }
        }

        // Not ended by the caller: what is out of date must go, whoever leaves.
        async ValueTask DropAsync() => await _store.RemoveAsync(key.ToRedisKey(), CancellationToken.None).ConfigureAwait(false);
    }

    private Task KeepAsync(StorageKey key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken) => _store.SetAsync(
        key.ToRedisKey(),
        CacheEnvelope.Seal(key.ToBinary(), _time.GetUtcNow() + lifetime, value.Span),
        new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime },
        cancellationToken);

    private async Task EvictAsync(StorageKey key, CancellationToken cancellationToken)
    {
        try
        {
            await _store.RemoveAsync(key.ToRedisKey(), cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Reason: the entry is absent for the caller already; that it could not be removed changes nothing of that.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
        }
    }
}
