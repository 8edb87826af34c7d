using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Swaps;

/// <summary>All that is stored of a tenant's data keys, one by one and in the groups that belong together.</summary>
internal static class KeyFields
{
    public static Field<StoredDataKeys>[] Of(int keys) =>
    [
        new("tenant", 0, static k => k.Tenant, static (k, v) => v is string text ? k with { Tenant = text } : null),
        new("series", 0, static k => k.Series, static (k, v) => v is string text ? k with { Series = text } : null),
        new("revision", 0, static k => k.Revision, static (k, v) => v is long number ? k with { Revision = number } : null),
        new("keys", 0, static k => k.Keys, static (k, v) => v is IReadOnlyList<StoredDataKey> all ? k with { Keys = all } : null),
        new("all of them", 0, static k => k, static (_, v) => v as StoredDataKeys),
        .. Enumerable.Range(0, keys).SelectMany(OfKey),
    ];

    private static IEnumerable<Field<StoredDataKeys>> OfKey(int at)
    {
        yield return Part(at, "whole", static k => k, static (_, v) => v as StoredDataKey);
        yield return Part(at, "id", static k => k.Id, static (k, v) => v is string text ? k with { Id = text } : null);
        yield return Part(at, "wrapped by", static k => k.WrappedBy, static (k, v) => v is string text ? k with { WrappedBy = text } : null);
        yield return Part(at, "wrapped", static k => k.Wrapped, static (k, v) => v is string text ? k with { Wrapped = text } : null);
        yield return Part(at, "wrapped, and by what", static k => (k.WrappedBy, k.Wrapped), static (k, v) => v is (string by, string wrapped) ? k with { WrappedBy = by, Wrapped = wrapped } : null);
        yield return Part(at, "made at", static k => k.CreatedTicks, static (k, v) => v is long ticks ? k with { CreatedTicks = ticks } : null);
    }

    private static Field<StoredDataKeys> Part(int at, string name, Func<StoredDataKey, object?> get, Func<StoredDataKey, object?, StoredDataKey?> set) => new(
        name,
        at + 1,
        k => at < k.Keys.Count ? get(k.Keys[at]) : null,
        (k, v) => at < k.Keys.Count && set(k.Keys[at], v) is { } key ? k with { Keys = [.. k.Keys.Select((kept, i) => i == at ? key : kept)] } : null);
}
