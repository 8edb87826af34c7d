using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Paging, for sizes of one and more.</summary>
internal static class PagesWhole
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.PagesWhole,
        "Pages of every size together give each object once.",
        "Filter by tenant before the page is cut, order by something unique, and give a cursor while there is more.",
        [StoreOperations.List],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        var seeded = new List<Seeded>();
        for (int i = 0; i < run.State.Options.PagedObjects; i++)
        {
            seeded.Add(await run.SeedAsync(KitTenants.Own).ConfigureAwait(false));
            await run.SeedAsync(KitTenants.Other).ConfigureAwait(false);
        }

        for (int size = 1; size <= run.State.Options.PagedObjects + 1; size++)
        {
            run.Case();
            List<Outcome> pages = await run.ListPagesAsync(run.As(KitTenants.Own), size, static _ => Task.CompletedTask).ConfigureAwait(false);
            StoredObject[] all = [.. pages.SelectMany(static p => p.Objects)];
            run.Require(pages.TrueForAll(p => p.Answered && p.Objects.Count <= size), $"A page of {size} was refused to its owner, or held more.");
            run.Require(
                all.DistinctBy(static o => o.Id, StringComparer.Ordinal).Count() == all.Length && seeded.TrueForAll(s => all.Any(o => string.Equals(o.Id, s.Id))),
                $"Pages of {size} left an object of '{KitTenants.Own}' out, or gave one twice.");
            run.Require(!all.Any(o => o.Body.StartsWith($"{KitTenants.Other} body ", StringComparison.Ordinal)), $"Pages of {size} gave what '{KitTenants.Other}' stored.");
        }
    }
}
