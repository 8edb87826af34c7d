using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Permits are for one id.</summary>
internal static class PermitId
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.PermitId,
        "A permit for one id does not open another.",
        "Hand the permit to PolicyEngine.Demand with the action and the id of this very call, at each use, and take the tenant from what it gives.",
        [StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists],
        LookAsync)
    {
        Missing = Needs.Permit,
    };

    private static async Task LookAsync(CheckRun run)
    {
        Seeded held = await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
        foreach (TenantId owner in (TenantId[])[KitTenants.Own, KitTenants.Other])
        {
            Seeded target = await run.SeedAsync(owner).ConfigureAwait(false);
            Outcome wrong = await run.AttemptAsync(run.As(KitTenants.Own) with { PermitId = held.Id }, target).ConfigureAwait(false);
            await run.RequireNothingAsync(wrong, target, "a permit for another id").ConfigureAwait(false);
            Outcome broad = await run.AttemptAsync(run.As(KitTenants.Own) with { PermitOfCollection = true }, target).ConfigureAwait(false);
            await run.RequireNothingAsync(broad, target, "a permit for the collection").ConfigureAwait(false);
        }
    }
}
