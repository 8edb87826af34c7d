using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;

namespace OpenClaw.Tenancy.Hosting.Tests.Caching;

/// <summary>A memory cache that keeps one entry and gives it for every key.</summary>
internal sealed class MixedUpCache : IMemoryCache
{
    public object? Value { get; set; }

    public int Removed { get; private set; }

    public ICacheEntry CreateEntry(object key) => new Entry(this, key);

    public void Remove(object key) => Removed++;

    public bool TryGetValue(object key, out object? value)
    {
        value = Value;
        return value is not null;
    }

    public void Dispose()
    {
    }

    private sealed class Entry(MixedUpCache cache, object key) : ICacheEntry
    {
        public object Key => key;

        public object? Value { get; set; }

        public DateTimeOffset? AbsoluteExpiration { get; set; }

        public TimeSpan? AbsoluteExpirationRelativeToNow { get; set; }

        public TimeSpan? SlidingExpiration { get; set; }

        public IList<IChangeToken> ExpirationTokens { get; } = [];

        public IList<PostEvictionCallbackRegistration> PostEvictionCallbacks { get; } = [];

        public CacheItemPriority Priority { get; set; }

        public long? Size { get; set; }

        public void Dispose() => cache.Value = Value;
    }
}
