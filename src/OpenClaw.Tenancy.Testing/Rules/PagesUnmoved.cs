using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Short and shifted pages tell what others do.</summary>
internal static class PagesUnmoved
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.PagesUnmoved,
        "What others store and delete moves nothing on a tenant's pages.",
        "Filter by tenant before the page is cut, and let a cursor be a place among the tenant's own objects.",
        [StoreOperations.List],
        LookAsync);

    private const int Size = 2;
    private const int Disturbed = 3;

    private static async Task LookAsync(CheckRun run)
    {
        for (int i = 0; i < 2 * Size + 1; i++)
        {
            await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
        }

        Seeded inTheWay = await run.SeedAsync(KitTenants.Other).ConfigureAwait(false);
        string before = await PagesAsync(run, static _ => Task.CompletedTask).ConfigureAwait(false);
        string between = await PagesAsync(run, page => DisturbAsync(run, page, inTheWay)).ConfigureAwait(false);
        string after = await PagesAsync(run, static _ => Task.CompletedTask).ConfigureAwait(false);
        run.Require(string.Equals(before, between), $"'{KitTenants.Other}' stored and deleted while '{KitTenants.Own}' turned its pages, and the pages were not the same.");
        run.Require(string.Equals(before, after), $"'{KitTenants.Other}' stored and deleted, and the pages of '{KitTenants.Own}' were cut in other places.");
    }

    private static async Task<string> PagesAsync(CheckRun run, Func<int, Task> between)
    {
        run.Case();
        List<Outcome> pages = await run.ListPagesAsync(run.As(KitTenants.Own), Size, between).ConfigureAwait(false);
        return string.Join('|', pages.Select(static p => string.Join(',', p.Objects.Select(static o => o.Id))));
    }

    private static async Task DisturbAsync(CheckRun run, int page, Seeded inTheWay)
    {
        if (page > Disturbed)
        {
            return;
        }

        await run.SeedAsync(KitTenants.Other).ConfigureAwait(false);
        if (page == 1 && run.Kind.Offers(StoreOperations.Delete))
        {
            await run.AttemptAsync(run.As(KitTenants.Other), StoreOperations.Delete, inTheWay).ConfigureAwait(false);
        }
    }
}
