using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>A tenant that is shut, on its own objects and on others'.</summary>
internal static class SuspendedTenant
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.SuspendedTenant,
        "A suspended tenant reads and writes nothing.",
        "Look at the claim at each use: TenantContext.Tenant and PolicyEngine.Demand do.",
        [StoreOperations.Create, StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        Caller suspended = run.As(KitTenants.Suspended) with { Death = Deaths.Suspension };
        foreach (TenantId owner in (TenantId[])[KitTenants.Suspended, KitTenants.Own])
        {
            Seeded target = await run.SeedAsync(owner).ConfigureAwait(false);
            Outcome outcome = await run.AttemptAsync(suspended, target).ConfigureAwait(false);
            await run.RequireNothingAsync(outcome, target, "a tenant that is suspended").ConfigureAwait(false);
        }
    }
}
