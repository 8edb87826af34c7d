using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Tenants a and a-b, acme and acme-1.</summary>
internal static class NeighboursApart
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.NeighboursApart,
        "Tenants whose ids begin alike are apart.",
        "Compare the tenant as a whole, or let every prefix that is scanned end with the delimiter.",
        [StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync);

    private static Task LookAsync(CheckRun run) =>
        OwnOnly.LookAsync(run, KitTenants.Neighbours.SelectMany(static n => new[] { (n.Short, n.Long), (n.Long, n.Short) }));
}
