using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Revoked and expired between the earning and the use.</summary>
internal static class DeadClaim
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.DeadClaim,
        "A claim that has ended reads and writes nothing.",
        "Look at the claim at each use: TenantContext.Tenant and PolicyEngine.Demand do; a tenant that was kept from before, Claim.Tenant and AccessPermit.Tenant do not.",
        [StoreOperations.Create, StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        foreach (Death death in Deaths.OfClaim)
        {
            Seeded target = await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
            Caller dead = run.As(KitTenants.Own) with { Death = death };
            Outcome outcome = await run.AttemptAsync(dead, target).ConfigureAwait(false);
            await run.RequireNothingAsync(outcome, target, $"a claim {death.Name}").ConfigureAwait(false);
            if (run.Operation == StoreOperations.List)
            {
                await TurnPageAsync(run, dead, death).ConfigureAwait(false);
            }
        }
    }

    private static async Task TurnPageAsync(CheckRun run, Caller dead, Death death)
    {
        await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
        Outcome first = run.Watch(await run.State.Probe.ListAsync(run.As(KitTenants.Own), run.Kind, 1, cursor: null).ConfigureAwait(false));
        if (first.Cursor is { } cursor)
        {
            run.Case();
            Outcome next = run.Watch(await run.State.Probe.ListAsync(dead, run.Kind, 1, cursor).ConfigureAwait(false));
            run.Require(!next.GaveAnything, $"The next page was given to a claim {death.Name}.");
        }
    }
}
