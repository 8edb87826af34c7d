using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Memory between the store and its callers.</summary>
internal static class CacheApart
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.CacheApart,
        "What one tenant has read is not served to another.",
        "Key every memory by tenant and id, length-prefixed or as a tuple, what is not there included.",
        [StoreOperations.Read, StoreOperations.Exists, StoreOperations.FindByKey],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId owner) in KitTenants.BothDirections)
        {
            Seeded target = await run.SeedAgainstAsync(actor, owner).ConfigureAwait(false);
            await run.AttemptAsync(run.As(owner), target).ConfigureAwait(false);
            Outcome foreign = await run.AttemptAsync(run.As(actor), target).ConfigureAwait(false);
            run.Require(!foreign.Gave(target) && foreign.Flag != true, $"After '{owner}' had used {run.Operation}, the same as '{actor}' gave what '{owner}' stored.");
            (Seeded? twin, _) = await run.TrySeedAsync(run.Draft(actor, run.Kind.TakesIds ? target.Id : null, target.Key), actor).ConfigureAwait(false);
            if (twin is not null)
            {
                await RequireFoundAsync(run, twin).ConfigureAwait(false);
                await RequireFoundAsync(run, target).ConfigureAwait(false);
            }

            await LookForAbsenceAsync(run, actor, owner).ConfigureAwait(false);
        }
    }

    private static async Task LookForAbsenceAsync(CheckRun run, TenantId actor, TenantId owner)
    {
        Seeded ghost = run.AbsentLike(await run.SeedAgainstAsync(actor, owner).ConfigureAwait(false));
        await run.AttemptAsync(run.As(actor), ghost).ConfigureAwait(false);
        if (run.Kind.TakesIds || run.Operation == StoreOperations.FindByKey)
        {
            await RequireFoundAsync(run, await run.SeedAsync(owner, run.Kind.TakesIds ? ghost.Id : null, ghost.Key).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static async Task RequireFoundAsync(CheckRun run, Seeded seeded)
    {
        Outcome found = await run.AttemptAsync(run.As(seeded.Owner), seeded).ConfigureAwait(false);
        run.Require(found.Gave(seeded) || found.Flag == true, $"After another tenant had used {run.Operation} with the same id or key, '{seeded.Owner}' is not given its own object.");
    }
}
