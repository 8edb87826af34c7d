using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>The control: a store that refuses everybody keeps every other rule.</summary>
internal static class OwnerWorks
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.OwnerWorks,
        "The owner can do it with what is its own.",
        "Let the owner of a live claim, with the permit that the kind names, do what the store offers; begin with an empty store.",
        [StoreOperations.Create, StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List, StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        foreach (TenantId tenant in (TenantId[])[KitTenants.Own, KitTenants.Neighbours.Last().Long])
        {
            run.Case();
            await (run.Operation switch
            {
                StoreOperations.Create => CreateAsync(run, tenant),
                StoreOperations.Update => UpdateAsync(run, tenant),
                StoreOperations.Delete => DeleteAsync(run, tenant),
                StoreOperations.Exists => ExistsAsync(run, tenant),
                StoreOperations.Count => CountAsync(run, tenant),
                StoreOperations.Prefix or StoreOperations.Range => SpanAsync(run, tenant),
                _ => FindAsync(run, tenant),
            }).ConfigureAwait(false);
        }
    }

    private static async Task CreateAsync(CheckRun run, TenantId tenant)
    {
        StoreDraft draft = run.Draft(tenant);
        (Seeded? seeded, Outcome outcome) = await run.TrySeedAsync(draft, tenant).ConfigureAwait(false);
        run.Require(seeded is not null, $"The owner's Create {outcome.Shape()}.");
        run.Require(seeded is null || draft.Id is null || string.Equals(draft.Id, seeded.Id), "Create gave another id than the one that was named.");
        run.Require(seeded is null || await run.LookAsync(seeded).ConfigureAwait(false) is { } body && string.Equals(body, draft.Body), "What was created is not found.");
    }

    private static async Task UpdateAsync(CheckRun run, TenantId tenant)
    {
        Seeded seeded = await run.SeedAsync(tenant).ConfigureAwait(false);
        string body = run.NewBody(tenant);
        Outcome outcome = run.Watch(await run.State.Probe.UpdateAsync(run.As(tenant), run.Kind, seeded.Id, body).ConfigureAwait(false));
        run.Require(
            outcome.Flag == true && string.Equals(await run.LookAsync(seeded).ConfigureAwait(false), body), $"The owner's Update {outcome.Shape(seeded.Id)}, or changed nothing.");
    }

    private static async Task DeleteAsync(CheckRun run, TenantId tenant)
    {
        Seeded seeded = await run.SeedAsync(tenant).ConfigureAwait(false);
        Outcome outcome = await run.AttemptAsync(run.As(tenant), seeded).ConfigureAwait(false);
        string? left = await run.LookAsync(seeded).ConfigureAwait(false);
        run.Require(outcome.Flag == true && !string.Equals(left, seeded.Body), $"The owner's Delete {outcome.Shape(seeded.Id)}, or removed nothing.");
    }

    private static async Task ExistsAsync(CheckRun run, TenantId tenant)
    {
        Seeded seeded = await run.SeedAsync(tenant).ConfigureAwait(false);
        Outcome there = await run.AttemptAsync(run.As(tenant), seeded).ConfigureAwait(false);
        Outcome absent = await run.AttemptAsync(run.As(tenant), run.AbsentLike(seeded)).ConfigureAwait(false);
        run.Require(there.Flag == true && absent.Flag != true, $"Exists says the same of what is there and of what is not: {there.Shape(seeded.Id)}.");
    }

    private static async Task CountAsync(CheckRun run, TenantId tenant)
    {
        Seeded seeded = await run.SeedAsync(tenant).ConfigureAwait(false);
        Outcome before = await run.AttemptAsync(run.As(tenant), seeded).ConfigureAwait(false);
        await run.SeedAsync(tenant).ConfigureAwait(false);
        Outcome after = await run.AttemptAsync(run.As(tenant), seeded).ConfigureAwait(false);
        run.Require(after.Number == before.Number + 1, $"One more object, and the owner's Count {after.Shape()} of {after.Number} after {before.Number}.");
    }

    private static async Task SpanAsync(CheckRun run, TenantId tenant)
    {
        string start = run.NewName();
        Seeded first = await run.SeedAsync(tenant, start + "1").ConfigureAwait(false);
        Seeded second = await run.SeedAsync(tenant, start + "2").ConfigureAwait(false);
        Seeded outside = await run.SeedAsync(tenant, run.NewName()).ConfigureAwait(false);
        Outcome outcome = run.Watch(run.Operation == StoreOperations.Prefix
            ? await run.State.Probe.PrefixAsync(run.As(tenant), run.Kind, start).ConfigureAwait(false)
            : await run.State.Probe.RangeAsync(run.As(tenant), run.Kind, first.Name, second.Name).ConfigureAwait(false));
        run.Require(
            outcome.Gave(first) && outcome.Gave(second) && !outcome.Gave(outside),
            $"Of two objects inside and one outside, the owner's {run.Operation} {outcome.Shape()}.");
    }

    private static async Task FindAsync(CheckRun run, TenantId tenant)
    {
        Seeded seeded = await run.SeedAsync(tenant).ConfigureAwait(false);
        Outcome outcome = await run.AttemptAsync(run.As(tenant), seeded).ConfigureAwait(false);
        run.Require(
            outcome.Objects.Any(o => string.Equals(o.Id, seeded.Id) && string.Equals(o.Body, seeded.Body)),
            $"The owner's {run.Operation} {outcome.Shape(seeded.Id)}, and not the object that was stored.");
    }
}
