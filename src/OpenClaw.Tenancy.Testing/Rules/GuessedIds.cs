using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Whoever knows one id tries the next.</summary>
internal static class GuessedIds
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.GuessedIds,
        "Ids that are guessed open nothing foreign.",
        "Look up by tenant and id together, and let ids be random.",
        [StoreOperations.Read, StoreOperations.Delete],
        LookAsync)
    {
        Missing = Needs.MintedIds,
    };

    private const int Reach = 6;

    private static async Task LookAsync(CheckRun run)
    {
        Seeded mine = await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
        var foreign = new List<Seeded>();
        for (int i = 0; i < 3; i++)
        {
            foreign.Add(await run.SeedAsync(KitTenants.Other).ConfigureAwait(false));
        }

        foreach (string id in Names.Around(mine.Id, Reach).Concat(foreign.Select(static f => f.Id)).Where(id => !run.State.Holds(KitTenants.Own, run.Kind, id)))
        {
            Outcome outcome = await run.AttemptAsync(run.As(KitTenants.Own), mine with { Id = id }).ConfigureAwait(false);
            run.Require(!outcome.GaveOf(KitTenants.Other), $"{run.Operation} as '{KitTenants.Own}' by a guessed id gave what '{KitTenants.Other}' stored.");
        }

        foreach (Seeded one in foreign)
        {
            run.Case();
            await run.RequireUnchangedAsync(one, $"'{KitTenants.Own}' by guessed ids").ConfigureAwait(false);
        }
    }
}
