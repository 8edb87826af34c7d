using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>The whole store, past its own interface.</summary>
internal static class RawRowsUnchanged
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.RawRowsUnchanged,
        "Every raw row stays as it was.",
        "Let an operation touch rows of its own tenant only: also time stamps of last use, tombstones and counters.",
        [StoreOperations.Create, StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId owner) in KitTenants.Strangers)
        {
            Seeded target = await run.SeedAgainstAsync(actor, owner).ConfigureAwait(false);
            if (await run.State.Probe.SnapshotAsync(run.World.Services).ConfigureAwait(false) is not { } before)
            {
                run.NotOffered("The subject gives no snapshot of the raw rows.");
                return;
            }

            await run.AttemptAsync(run.As(actor), target).ConfigureAwait(false);
            IReadOnlyList<string> after = await run.State.Probe.SnapshotAsync(run.World.Services).ConfigureAwait(false) ?? [];
            run.Require(Lost(before, after) == 0, $"{run.Operation} as '{actor}' on what '{owner}' stored changed or removed {Lost(before, after)} raw rows.");
            bool mayAdd = run.Operation is StoreOperations.Create or StoreOperations.Update;
            run.Require(mayAdd || Lost(after, before) == 0, $"{run.Operation} as '{actor}' on what '{owner}' stored added {Lost(after, before)} raw rows.");
            run.Require(before.Any(r => r.Contains(target.Mark, StringComparison.Ordinal)), "The snapshot does not hold what was stored. Give every row with all its columns, in plain text.");
        }
    }

    // How many of these are not among those, each counted as often as it stands there.
    private static int Lost(IReadOnlyList<string> these, IReadOnlyList<string> those)
    {
        Dictionary<string, int> counts = those.GroupBy(static r => r, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.Count(), StringComparer.Ordinal);
        int lost = 0;
        foreach (string row in these)
        {
            int left = counts.GetValueOrDefault(row);
            lost += left == 0 ? 1 : 0;
            counts[row] = Math.Max(0, left - 1);
        }

        return lost;
    }
}
