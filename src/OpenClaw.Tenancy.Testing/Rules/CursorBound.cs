using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Cursors travel through callers' hands.</summary>
internal static class CursorBound
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.CursorBound,
        "A cursor of one tenant gives another tenant nothing.",
        "Take the tenant from the permit or the context at every page, and let a cursor carry a place alone, never whose list it is.",
        [StoreOperations.List],
        LookAsync);

    private const int Pages = 5;

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId owner) in KitTenants.BothDirections.Concat(KitTenants.Neighbours.SelectMany(static n => new[] { (n.Short, n.Long), (n.Long, n.Short) })))
        {
            for (int i = 0; i < 3; i++)
            {
                await run.SeedAsync(owner).ConfigureAwait(false);
                await run.SeedAsync(actor).ConfigureAwait(false);
            }

            Outcome page = run.Watch(await run.State.Probe.ListAsync(run.As(owner), run.Kind, 1, cursor: null).ConfigureAwait(false));
            if (page.Cursor is null)
            {
                run.NotOffered($"The store gave no cursor on a page of one; see '{StoreRuleIds.PagesWhole}'.");
                return;
            }

            // The place may mean something else in another tenant's list; what is found there is the only question.
            for (int i = 0; i < Pages && page.Cursor is { } cursor; i++)
            {
                run.Case();
                page = run.Watch(await run.State.Probe.ListAsync(run.As(actor), run.Kind, 1, cursor).ConfigureAwait(false));
                run.Require(!page.GaveOf(owner), $"A cursor of '{owner}' gave '{actor}' what '{owner}' stored.");
            }
        }
    }
}
