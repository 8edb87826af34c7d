using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

// SECURITY: a type that nobody else can make, so that no text and no other container's cache meets these keys in a cache that is shared.
internal readonly record struct MemoryKey(TenantCache Owner, StorageKey Key);
