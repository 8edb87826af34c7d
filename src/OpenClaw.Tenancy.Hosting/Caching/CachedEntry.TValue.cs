using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>The entry of a value of one type: asked for as another, it is not there.</summary>
internal sealed class CachedEntry<TValue>(TenantId tenant, StorageKey key, DateTimeOffset expiresAt, TValue value) : CachedEntry(tenant, key, expiresAt)
{
    internal TValue Value { get; } = value;
}
