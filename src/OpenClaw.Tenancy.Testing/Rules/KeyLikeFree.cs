using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>A conflict over a key is an answer about another tenant.</summary>
internal static class KeyLikeFree
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.KeyLikeFree,
        "A unique key that another tenant holds is as free as any.",
        "Begin the unique index with the tenant.",
        [StoreOperations.Create],
        LookAsync)
    {
        Missing = Needs.Key,
    };

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId owner) in KitTenants.Strangers)
        {
            Seeded target = await run.SeedAsync(owner).ConfigureAwait(false);
            Seeded another = await run.SeedAsync(owner).ConfigureAwait(false);
            StoreDraft free = run.Draft(actor);
            string ofFree = Shape((await run.TrySeedAsync(free, actor).ConfigureAwait(false)).Outcome, free);
            foreach (string key in (string[])[target.Key!, Names.Upper(another.Key!)])
            {
                run.Case();
                StoreDraft taken = run.Draft(actor, key: key);
                (Seeded? twin, Outcome outcome) = await run.TrySeedAsync(taken, actor).ConfigureAwait(false);
                run.Require(
                    string.Equals(ofFree, Shape(outcome, taken)),
                    $"Create as '{actor}' tells which keys '{owner}' holds: it {Shape(outcome, taken)}, and with a free key it {ofFree}.");
                await RequireFoundAsync(run, twin).ConfigureAwait(false);
            }

            await RequireFoundAsync(run, target).ConfigureAwait(false);
            await RequireFoundAsync(run, another).ConfigureAwait(false);
        }
    }

    private static async Task RequireFoundAsync(CheckRun run, Seeded? seeded)
    {
        if (seeded is not null && run.Kind.Offers(StoreOperations.FindByKey))
        {
            Outcome found = await run.AttemptAsync(run.As(seeded.Owner), StoreOperations.FindByKey, seeded).ConfigureAwait(false);
            run.Require(found.Gave(seeded), $"'{seeded.Owner}' does not find its own object by its key, where another tenant has the same key.");
        }
    }

    private static string Shape(Outcome outcome, StoreDraft draft) => outcome.Shape(draft.Id is null ? [draft.Key!] : [draft.Id, draft.Key!]);
}
