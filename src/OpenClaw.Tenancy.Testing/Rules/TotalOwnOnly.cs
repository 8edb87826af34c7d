using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Totals beside a page.</summary>
internal static class TotalOwnOnly
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.TotalOwnOnly,
        "The total of a page counts nothing of another tenant.",
        "Count with the same predicate as the page is read with.",
        [StoreOperations.List],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId owner) in KitTenants.BothDirections)
        {
            await run.SeedAsync(actor).ConfigureAwait(false);
            Outcome before = run.Watch(await run.State.Probe.ListAsync(run.As(actor), run.Kind, 1, cursor: null).ConfigureAwait(false));
            await run.SeedAsync(owner).ConfigureAwait(false);
            Outcome after = run.Watch(await run.State.Probe.ListAsync(run.As(actor), run.Kind, 1, cursor: null).ConfigureAwait(false));
            if (before.Total is null && after.Total is null)
            {
                run.NotOffered("Pages state no total.");
                return;
            }

            run.Case();
            run.Require(before.Total == after.Total, $"'{owner}' stored one object, and the total of '{actor}' went from {before.Total} to {after.Total}.");
        }
    }
}
