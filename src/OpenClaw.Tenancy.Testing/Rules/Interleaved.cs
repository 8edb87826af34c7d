using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Two tenants on one instance.</summary>
internal static class Interleaved
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.Interleaved,
        "Two tenants that use the store at once never meet.",
        "Keep the tenant of a call in the call: in no field, static or cache entry that a concurrent call can change.",
        [StoreOperations.Create],
        LookAsync);

    private static readonly System.Collections.Immutable.ImmutableArray<StoreOperations> Mixed =
        [StoreOperations.Read, StoreOperations.Update, StoreOperations.Exists, StoreOperations.FindByKey, StoreOperations.List, StoreOperations.Stream, StoreOperations.Prefix];

    private static async Task LookAsync(CheckRun run)
    {
        Seeded own = await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
        Seeded other = (await run.TrySeedAsync(run.Draft(KitTenants.Other, run.Kind.TakesIds ? own.Id : null, own.Key), KitTenants.Other).ConfigureAwait(false)).Seeded
            ?? await run.SeedAsync(KitTenants.Other).ConfigureAwait(false);
        StoreOperations[] offered = [.. Mixed.Where(o => run.Kind.Offers(o))];
        for (int i = 0; i < run.State.Options.InterleavedOperations / 2; i++)
        {
            // Chosen before either begins, so that the same seed makes the same calls.
            Func<Task<Outcome>> first = Choose(run, own, offered[run.State.Numbers.Below(offered.Length)]);
            Func<Task<Outcome>> second = Choose(run, other, offered[run.State.Numbers.Below(offered.Length)]);
            Task<Outcome> ofOwn = first();
            Task<Outcome> ofOther = second();
            Judge(run, await ofOwn.ConfigureAwait(false), KitTenants.Own, KitTenants.Other);
            Judge(run, await ofOther.ConfigureAwait(false), KitTenants.Other, KitTenants.Own);
        }
    }

    private static Func<Task<Outcome>> Choose(CheckRun run, Seeded seeded, StoreOperations operation)
    {
        Caller caller = run.As(seeded.Owner);
        string body = run.NewBody(seeded.Owner);
        return operation switch
        {
            StoreOperations.Read => () => run.State.Probe.ReadAsync(caller, run.Kind, seeded.Id),
            StoreOperations.Update => () => run.State.Probe.UpdateAsync(caller, run.Kind, seeded.Id, body),
            StoreOperations.Exists => () => run.State.Probe.ExistsAsync(caller, run.Kind, seeded.Id),
            StoreOperations.FindByKey => () => run.State.Probe.FindByKeyAsync(caller, run.Kind, seeded.Key!),
            StoreOperations.List => () => run.State.Probe.ListAsync(caller, run.Kind, 3, cursor: null),
            StoreOperations.Stream => () => run.State.Probe.StreamAsync(caller, run.Kind),
            _ => () => run.State.Probe.PrefixAsync(caller, run.Kind, seeded.Name),
        };
    }

    private static void Judge(CheckRun run, Outcome outcome, TenantId tenant, TenantId stranger)
    {
        run.Case();
        run.Watch(outcome);
        run.Require(!outcome.GaveOf(stranger), $"While both used the store, '{tenant}' was given what '{stranger}' stored.");
        run.Require(outcome.Answered && outcome.GaveAnything, $"While another tenant used the store, '{tenant}' was refused its own object: it {outcome.Shape()}.");
    }
}
