using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Both tenants read their own at once, side by side, and neither sees anything of the other.</summary>
internal static class InterleavedPass
{
    private const int AtOnce = 16;

    internal static ProbePass Pass { get; } = new(ProbeRuleIds.Interleaved, RunAsync);

    private static async Task RunAsync(ProbeRun run)
    {
        List<(ProbeEndpoint Endpoint, ProbeRequest Owners, ProbeRequest Strangers)> reads = [];
        foreach (WatchedAnswer watched in run.Watch.Watched.Where(w => run.IsAttacked(w.Endpoint)))
        {
            reads.Add((watched.Endpoint, watched.Request, (await run.DraftAsync(watched.Endpoint, "GET").ConfigureAwait(false)).Build()));
        }

        for (int sent = 0; reads.Count != 0 && sent < run.Options.InterleavedRequests; sent += AtOnce)
        {
            List<Task> asking = [];
            for (int i = 0; i < AtOnce; i++)
            {
                (ProbeEndpoint endpoint, ProbeRequest owners, ProbeRequest strangers) = reads[run.Numbers.Below(reads.Count)];
                asking.Add(i % 2 == 0
                    ? AskAsync(run, endpoint, run.Subject.Owner, owners, run.OfStranger)
                    : AskAsync(run, endpoint, run.Subject.Stranger, strangers, run.Foreign));
            }

            await Task.WhenAll(asking).ConfigureAwait(false);
        }
    }

    private static async Task AskAsync(ProbeRun run, ProbeEndpoint endpoint, ProbeTenant caller, ProbeRequest request, Needles others)
    {
        ProbeAnswer answer = await run.Wire.SendAsync(caller, request).ConfigureAwait(false);
        run.Book.Try(ProbeRuleIds.Interleaved, endpoint.Name);
        if (others.Find(answer.Body) is { } needle)
        {
            run.Book.Fail(ProbeRuleIds.Interleaved, endpoint.Name, $"as '{caller.Name}'", "any", $"Asked side by side, it answered with '{needle}' of the other tenant");
        }
    }
}
