using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>What both caches ask of a key and of a lifetime.</summary>
internal static class CacheRules
{
    // Apart from what a host stores itself, should both lie in one place.
    private const string Kind = "cache";

    internal static StorageKey Key(TenantId tenant, string kind, string key) => StorageKeyPartitioner.Encode(tenant, Kind, kind, key);

    internal static TimeSpan Lifetime(TimeSpan lifetime, TimeSpan max) => lifetime > TimeSpan.Zero && lifetime <= max ? lifetime
        : throw new ArgumentOutOfRangeException(
            nameof(lifetime), "An entry lives for more than zero and at most TenantCacheOptions.MaxLifetime. Ask for less, or raise the option.");
}
