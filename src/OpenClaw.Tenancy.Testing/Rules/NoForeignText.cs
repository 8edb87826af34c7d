using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>What an exception tells.</summary>
internal static class NoForeignText
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.NoForeignText,
        "No message carries anything of another tenant's object.",
        "Say in a message what the caller named and nothing that was read.",
        [StoreOperations.Create, StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId owner) in KitTenants.BothDirections)
        {
            Seeded target = await run.SeedAgainstAsync(actor, owner).ConfigureAwait(false);
            Outcome outcome = run.Operation == StoreOperations.Create
                ? await CollideAsync(run, actor, target).ConfigureAwait(false)
                : await run.AttemptAsync(run.As(actor), target).ConfigureAwait(false);
            string text = outcome.ErrorText;
            run.Require(!text.Contains(target.Mark, StringComparison.Ordinal), $"The exception of {run.Operation} as '{actor}' carries the content of what '{owner}' stored.");
            bool named = run.Operation is StoreOperations.FindByKey or StoreOperations.Create || !run.Kind.IsNamedById;
            run.Require(
                named || target.Key is null || !text.Contains(target.Key, StringComparison.Ordinal),
                $"The exception of {run.Operation} as '{actor}' carries the key of what '{owner}' stored.");
        }
    }

    private static async Task<Outcome> CollideAsync(CheckRun run, TenantId actor, Seeded target)
    {
        run.Case();
        (_, Outcome outcome) = await run.TrySeedAsync(run.Draft(actor, run.Kind.TakesIds ? target.Id : null, target.Key), actor).ConfigureAwait(false);
        return outcome;
    }
}
