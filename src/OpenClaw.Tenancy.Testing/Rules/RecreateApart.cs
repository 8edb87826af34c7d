using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>An id that is used again.</summary>
internal static class RecreateApart
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.RecreateApart,
        "What is deleted and made anew has nothing of the old one.",
        "Remove with an object everything that is kept about it: owner tables, indexes, tombstones, memory.",
        [StoreOperations.Delete],
        LookAsync)
    {
        Missing = Needs.Also(StoreOperations.Read),
    };

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId other) in KitTenants.BothDirections)
        {
            Seeded old = await run.SeedAsync(actor).ConfigureAwait(false);
            Outcome deleted = await run.AttemptAsync(run.As(actor), old).ConfigureAwait(false);
            run.Require(deleted.Answered, $"The owner's Delete {deleted.Shape(old.Id)}.");
            Seeded next = await run.SeedAsync(other, run.Kind.TakesIds ? old.Id : null, old.Key).ConfigureAwait(false);
            Outcome read = await run.AttemptAsync(run.As(actor), StoreOperations.Read, old).ConfigureAwait(false);
            run.Require(!read.Gave(old), $"'{actor}' still reads what it deleted.");
            run.Require(!read.Gave(next), $"'{actor}' deleted its object, and reads what '{other}' then made under the same id.");
            Seeded again = await run.SeedAsync(actor, run.Kind.TakesIds ? old.Id : null, old.Key).ConfigureAwait(false);
            await run.RequireUnchangedAsync(again, $"'{actor}', and Create anew").ConfigureAwait(false);
            await run.RequireUnchangedAsync(next, $"'{actor}', and Create anew").ConfigureAwait(false);
        }
    }
}
