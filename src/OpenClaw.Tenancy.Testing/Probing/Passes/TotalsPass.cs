using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>What the stranger is shown of his own, before and after the owner stores more.</summary>
internal static class TotalsPass
{
    // What changes by itself, such as a time, hardly changes in the same place in each round just then.
    private const int Rounds = 3;

    internal static ProbePass Pass { get; } = new(ProbeRuleIds.TotalsOwn, RunAsync);

    private static async Task RunAsync(ProbeRun run)
    {
        List<RequestDraft> drafts = [];
        foreach (ProbeEndpoint endpoint in run.Attacked.Where(e => e.Method == "GET" && !e.IsOpen && !run.Subject.Unwatched.Contains(e.Name, StringComparer.Ordinal)))
        {
            drafts.Add(await run.DraftAsync(endpoint, endpoint.Method).ConfigureAwait(false));
            run.Book.Try(ProbeRuleIds.TotalsOwn, endpoint.Name);
        }

        Dictionary<RequestDraft, string> moved = await LookAsync(run, drafts).ConfigureAwait(false);
        for (int round = 1; round < Rounds && moved.Count != 0; round++)
        {
            moved = await LookAsync(run, [.. moved.Keys]).ConfigureAwait(false);
        }

        foreach ((RequestDraft draft, string difference) in moved)
        {
            run.Book.Fail(ProbeRuleIds.TotalsOwn, draft.Endpoint.Name, "his own", "any", $"When the owner had stored more, it gave {difference}");
        }

        await run.Watch.BeginAsync().ConfigureAwait(false);
    }

    private static async Task<Dictionary<RequestDraft, string>> LookAsync(ProbeRun run, IReadOnlyList<RequestDraft> drafts)
    {
        Dictionary<RequestDraft, AnswerShape[]> before = [];
        foreach (RequestDraft draft in drafts)
        {
            before[draft] = [await AskAsync(run, draft).ConfigureAwait(false), await AskAsync(run, draft).ConfigureAwait(false)];
        }

        foreach (KindState kind in run.Kinds)
        {
            await run.MakeMoreAsync(kind).ConfigureAwait(false);
        }

        Dictionary<RequestDraft, string> moved = [];
        foreach (RequestDraft draft in drafts)
        {
            AnswerShape after = await AskAsync(run, draft).ConfigureAwait(false);
            if (AnswerShape.Difference(after, before[draft], "it gave", static part => part != AnswerShape.CallsOfStores) is { } difference)
            {
                moved[draft] = difference;
            }
        }

        return moved;
    }

    private static async Task<AnswerShape> AskAsync(ProbeRun run, RequestDraft draft) =>
        run.Shape(await run.AskAsync(run.Subject.Stranger, draft, "his own, while the owner stores more").ConfigureAwait(false), string.Empty);
}
