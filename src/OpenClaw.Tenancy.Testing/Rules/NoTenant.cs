using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>A scope without a tenant, and one that is over.</summary>
internal static class NoTenant
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.NoTenant,
        "Without a tenant nothing is read or written.",
        "Take the tenant from TenantContext.Tenant or from PolicyEngine.Demand at each use, and let their exception pass: there is no value to go on with.",
        [StoreOperations.Create, StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        Seeded target = await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
        Outcome unbound = await run.AttemptAsync(new Caller(run.World, Tenant: null), target).ConfigureAwait(false);
        await run.RequireNothingAsync(unbound, target, "a scope without a tenant").ConfigureAwait(false);
        Outcome ended = await run.AttemptAsync(run.As(KitTenants.Own) with { ScopeEnded = true, WithoutPermit = true }, target).ConfigureAwait(false);
        await run.RequireNothingAsync(ended, target, "a scope that has ended").ConfigureAwait(false);
    }
}
