using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Every operation of one tenant on what another stored, in both directions and on a suspended one's.</summary>
internal static class OwnOnly
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.OwnOnly,
        "It gives and changes nothing of another tenant.",
        "Put the tenant of the permit or the context into the predicate of the operation itself, beside the id and not after it.",
        [StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync);

    /// <summary>Tries the operation as each actor on what each owner stored.</summary>
    internal static async Task LookAsync(CheckRun run, IEnumerable<(TenantId Actor, TenantId Owner)> pairs)
    {
        foreach ((TenantId actor, TenantId owner) in pairs)
        {
            if (run.Operation == StoreOperations.Count)
            {
                await LookAtCountAsync(run, actor, owner).ConfigureAwait(false);
                continue;
            }

            // INVARIANT: nobody has read the object yet, so that a memory of reads is not what is looked at here.
            Seeded target = await run.SeedAgainstAsync(actor, owner).ConfigureAwait(false);
            Outcome outcome = await run.AttemptAsync(run.As(actor), target).ConfigureAwait(false);
            run.Require(!outcome.Gave(target) && !outcome.GaveOf(owner), $"{run.Operation} as '{actor}' gave what '{owner}' stored.");
            run.Require(run.Operation != StoreOperations.Exists || outcome.Flag != true, $"Exists as '{actor}' is true of what '{owner}' stored.");
            if (run.Operation is StoreOperations.Update or StoreOperations.Delete)
            {
                await run.RequireUnchangedAsync(target, $"'{actor}'").ConfigureAwait(false);
            }
            else if (run.Operation == StoreOperations.Prefix)
            {
                Outcome broad = run.Watch(await run.State.Probe.PrefixAsync(run.As(actor), run.Kind, target.Name[..1]).ConfigureAwait(false));
                run.Require(!broad.GaveOf(owner), $"Prefix of one letter as '{actor}' gave what '{owner}' stored.");
            }
        }
    }

    private static Task LookAsync(CheckRun run) => LookAsync(run, KitTenants.Strangers);

    private static async Task LookAtCountAsync(CheckRun run, TenantId actor, TenantId owner)
    {
        Seeded target = await run.SeedAsync(owner).ConfigureAwait(false);
        Outcome before = await run.AttemptAsync(run.As(actor), target).ConfigureAwait(false);
        await run.SeedAsync(owner).ConfigureAwait(false);
        Outcome after = await run.AttemptAsync(run.As(actor), target).ConfigureAwait(false);
        run.Require(before.Number == after.Number, $"'{owner}' stored one object, and Count as '{actor}' went from {before.Number} to {after.Number}.");
    }
}
