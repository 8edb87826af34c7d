using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>(a, b-x) and (a-b, x) are not the same.</summary>
internal static class KeysInjective
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.KeysInjective,
        "No two pairs of tenant and name meet.",
        "Keep the tenant in a column or field of its own, or write each part with its length: never join them with a character that may stand in one of them.",
        [StoreOperations.Create],
        LookAsync)
    {
        Missing = Needs.IdsOrKey,
    };

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId shorter, TenantId longer) in KitTenants.Neighbours)
        {
            string tail = longer.ToString()[shorter.ToString().Length..];

            // Joined by a hyphen, both are one text; so they are joined by nothing.
            foreach (string start in (string[])[tail[1..] + "-", tail])
            {
                string name = run.NewName();
                if (run.Kind.TakesIds)
                {
                    await TryAsync(run, run.Draft(shorter, start + name), shorter, run.Draft(longer, name), longer).ConfigureAwait(false);
                }

                if (run.Kind.HasUniqueKey && run.Kind.Offers(StoreOperations.FindByKey))
                {
                    await TryAsync(run, run.Draft(shorter, key: start + name), shorter, run.Draft(longer, key: name), longer).ConfigureAwait(false);
                }
            }
        }
    }

    private static async Task TryAsync(CheckRun run, StoreDraft first, TenantId shorter, StoreDraft second, TenantId longer)
    {
        (Seeded? one, _) = await run.TrySeedAsync(first, shorter).ConfigureAwait(false);
        if (one is null)
        {
            return;   // A store may refuse such a name for everybody.
        }

        run.Case();
        (Seeded? other, Outcome outcome) = await run.TrySeedAsync(second, longer).ConfigureAwait(false);
        run.Require(other is not null, $"'{longer}' cannot create what '{shorter}' has under a longer name: it {outcome.Shape()}.");
        await run.RequireUnchangedAsync(one, $"'{longer}'").ConfigureAwait(false);
        if (other is not null)
        {
            await run.RequireUnchangedAsync(other, $"'{longer}'").ConfigureAwait(false);
            await FindAsync(run, one).ConfigureAwait(false);
            await FindAsync(run, other).ConfigureAwait(false);
        }
    }

    private static async Task FindAsync(CheckRun run, Seeded seeded)
    {
        if (seeded.Key is not null && run.Kind.Offers(StoreOperations.FindByKey))
        {
            Outcome found = await run.AttemptAsync(run.As(seeded.Owner), StoreOperations.FindByKey, seeded).ConfigureAwait(false);
            run.Require(found.Gave(seeded), $"'{seeded.Owner}' does not find its object by its key any more.");
        }
    }
}
