using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>A permit dies with its own claim, also where the scope's claim lives.</summary>
internal static class PermitDead
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.PermitDead,
        "A permit that died before its use opens nothing.",
        "Hand the permit to PolicyEngine.Demand with the action and the id of this very call, at each use, and take the tenant from what it gives.",
        [StoreOperations.Create, StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync)
    {
        Missing = Needs.Permit,
    };

    private static async Task LookAsync(CheckRun run)
    {
        Seeded target = await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
        Outcome outcome = await run.AttemptAsync(run.As(KitTenants.Own) with { PermitDies = true }, target).ConfigureAwait(false);
        await run.RequireNothingAsync(outcome, target, "a permit whose claim was revoked").ConfigureAwait(false);
    }
}
