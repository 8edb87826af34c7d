using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>No tenant is the default.</summary>
internal static class UnknownTenant
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.UnknownTenant,
        "A tenant that the store has never heard of reaches nobody, and nobody reaches it.",
        "Let a tenant without data have none: no default, no shared place for those that are not set up.",
        [StoreOperations.Create, StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        TenantId first = run.World.AddNewcomer();
        TenantId second = run.World.AddNewcomer();
        var targets = new List<Seeded> { await run.SeedAsync(KitTenants.Own).ConfigureAwait(false), await run.SeedAsync(KitTenants.Other).ConfigureAwait(false) };

        // A store may refuse whoever was not set up.
        if ((await run.TrySeedAsync(run.Draft(first), first).ConfigureAwait(false)).Seeded is { } ofFirst)
        {
            targets.Add(ofFirst);
        }

        foreach (Seeded target in targets)
        {
            if (run.Operation == StoreOperations.Create)
            {
                await CreateAsync(run, second, target.Owner).ConfigureAwait(false);
            }
            else
            {
                Outcome outcome = await run.AttemptAsync(run.As(second), target).ConfigureAwait(false);
                await run.RequireNothingAsync(outcome, target, "a tenant that never stored anything").ConfigureAwait(false);
            }
        }
    }

    private static async Task CreateAsync(CheckRun run, TenantId newcomer, TenantId other)
    {
        run.Case();
        if ((await run.TrySeedAsync(run.Draft(newcomer), newcomer).ConfigureAwait(false)).Seeded is not { } seeded)
        {
            return;
        }

        await run.RequireUnchangedAsync(seeded, "its owner").ConfigureAwait(false);
        Outcome outcome = run.Kind.Offers(StoreOperations.List) ? await run.ListAllAsync(run.As(other), pageSize: 100).ConfigureAwait(false)
            : run.Kind.Offers(StoreOperations.Read) ? await run.AttemptAsync(run.As(other), StoreOperations.Read, seeded).ConfigureAwait(false)
            : await run.AttemptAsync(run.As(other), run.Kind.Offers(StoreOperations.Stream) ? StoreOperations.Stream : StoreOperations.FindByKey, seeded).ConfigureAwait(false);
        run.Require(!outcome.Gave(seeded), "What a tenant that was not set up stored is found by another tenant.");
    }
}
