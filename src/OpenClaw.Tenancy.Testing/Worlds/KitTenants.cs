namespace OpenClaw.Tenancy.Testing.Worlds;

/// <summary>The tenants of a run: two strangers, one that is shut, and neighbours whose ids begin alike.</summary>
internal static class KitTenants
{
    internal static TenantId Own { get; } = TenantId.From("own");

    internal static TenantId Other { get; } = TenantId.From("other");

    internal static TenantId Suspended { get; } = TenantId.From("suspended");

    /// <summary>The shorter id first: it is how the longer one begins.</summary>
    internal static IEnumerable<(TenantId Short, TenantId Long)> Neighbours =>
        [(TenantId.From("a"), TenantId.From("a-b")), (TenantId.From("acme"), TenantId.From("acme-1"))];

    internal static IEnumerable<TenantId> All => [Own, Other, Suspended, .. Neighbours.SelectMany(static n => new[] { n.Short, n.Long })];

    /// <summary>Who tries (first) to reach whom (second).</summary>
    internal static IEnumerable<(TenantId Actor, TenantId Owner)> Strangers => [(Own, Other), (Other, Own), (Own, Suspended), (Other, Suspended)];

    internal static IEnumerable<(TenantId Actor, TenantId Owner)> BothDirections => [(Own, Other), (Other, Own)];
}
