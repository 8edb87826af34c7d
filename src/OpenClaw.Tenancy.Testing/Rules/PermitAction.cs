using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Permits are for one action.</summary>
internal static class PermitAction
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.PermitAction,
        "A permit for one action does not open another.",
        "Hand the permit to PolicyEngine.Demand with the action and the id of this very call, at each use, and take the tenant from what it gives.",
        [StoreOperations.Create, StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync)
    {
        Missing = Needs.OtherAction,
    };

    private static async Task LookAsync(CheckRun run)
    {
        foreach (StoreOperations other in Needs.OtherActions(run.Kind, run.Operation))
        {
            Seeded target = await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
            Outcome outcome = await run.AttemptAsync(run.As(KitTenants.Own) with { PermitOperation = other }, target).ConfigureAwait(false);
            await run.RequireNothingAsync(outcome, target, $"a permit for the action of {other}").ConfigureAwait(false);
        }
    }
}
