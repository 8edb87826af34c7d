using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Ids that differ in letter case alone.</summary>
internal static class CaseTwins
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.CaseTwins,
        "An id in other letter case is another id.",
        "Compare ids by ordinal: choose a binary or case-sensitive collation for the column.",
        [StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists],
        LookAsync)
    {
        Missing = Needs.Ids,
    };

    private static async Task LookAsync(CheckRun run)
    {
        Seeded lower = await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
        Seeded upper = lower with { Id = Names.Upper(lower.Id) };
        foreach (TenantId actor in (TenantId[])[KitTenants.Own, KitTenants.Other])
        {
            await TryAsync(run, actor, upper, lower).ConfigureAwait(false);
        }

        // A store may refuse capital letters for everybody.
        (Seeded? twin, _) = await run.TrySeedAsync(run.Draft(KitTenants.Other, upper.Id), KitTenants.Other).ConfigureAwait(false);
        await run.RequireUnchangedAsync(lower, $"a stranger's Create of the id in capital letters, and '{KitTenants.Own}'").ConfigureAwait(false);
        if (twin is not null)
        {
            await TryAsync(run, KitTenants.Own, upper, twin).ConfigureAwait(false);
            await run.RequireUnchangedAsync(lower, $"'{KitTenants.Own}'").ConfigureAwait(false);
        }
    }

    private static async Task TryAsync(CheckRun run, TenantId actor, Seeded asked, Seeded kept)
    {
        Outcome outcome = await run.AttemptAsync(run.As(actor), asked).ConfigureAwait(false);
        run.Require(
            outcome.Objects.Count == 0 && (run.Operation != StoreOperations.Exists || outcome.Flag != true),
            $"{run.Operation} as '{actor}' by the id in capital letters found an object.");
        await run.RequireUnchangedAsync(kept, $"'{actor}' by the id in other letter case").ConfigureAwait(false);
    }
}
