using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>What the memory cache holds: a value, together with whose it is and under which key it was put there.</summary>
internal abstract class CachedEntry
{
    private protected CachedEntry(TenantId tenant, StorageKey key, DateTimeOffset expiresAt) => (Tenant, Key, ExpiresAt) = (tenant, key, expiresAt);

    internal TenantId Tenant { get; }

    internal StorageKey Key { get; }

    internal DateTimeOffset ExpiresAt { get; }
}
