using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Whether there is anything to find: both tenants store, the owner reads, and an own object can be told from an absent one.</summary>
internal static class OwnersPass
{
    internal static ProbePass Begin { get; } = new(ProbeRuleIds.OwnerWorks, BeginAsync);

    internal static ProbePass End { get; } = new(ProbeRuleIds.OwnerWorks, EndAsync);

    private static async Task BeginAsync(ProbeRun run)
    {
        await run.MakeForeignAsync().ConfigureAwait(false);
        foreach (KindState kind in run.Kinds)
        {
            // One more, whose id the stranger never names: a list or an export that is too long shows it.
            await run.MakeMoreAsync(kind).ConfigureAwait(false);
            await run.MakeOwnAsync(kind).ConfigureAwait(false);
        }

        await run.Watch.BeginAsync().ConfigureAwait(false);
        foreach (KindState kind in run.Kinds)
        {
            run.Book.Try(ProbeRuleIds.OwnerWorks, kind.Name);
            if (!await run.Watch.ShowsAsync(kind).ConfigureAwait(false))
            {
                run.Book.Fail(ProbeRuleIds.OwnerWorks, kind.Name, "any", kind.Name, $"No GET shows '{run.Subject.Owner.Name}' what he stored of '{kind.Name}', so a change of it would not be seen");
            }
        }
    }

    private static Task EndAsync(ProbeRun run)
    {
        foreach (KindState kind in run.Kinds.Where(k => run.Subject.Attacked is null || run.Attacked.Any(e => Places.Name(run, e, k))))
        {
            run.Book.Try(ProbeRuleIds.OwnerWorks, kind.Name);
            if (!kind.IsReached)
            {
                run.Book.Fail(ProbeRuleIds.OwnerWorks, kind.Name, "any", kind.Name, $"No endpoint answered '{run.Subject.Stranger.Name}' otherwise for his own of '{kind.Name}' than for an absent one, so attempts on it show nothing");
            }
        }

        return Task.CompletedTask;
    }
}
