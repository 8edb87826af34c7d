using System.Collections.Immutable;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Each route with the methods that it does not state.</summary>
internal static class VerbPass
{
    private static readonly ImmutableArray<string> Verbs = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    internal static ProbePass Pass { get; } = new(ProbeRuleIds.ForeignLikeAbsent, RunAsync);

    private static async Task RunAsync(ProbeRun run)
    {
        foreach (IGrouping<string, ProbeEndpoint> route in run.Endpoints.GroupBy(static e => e.Pattern, StringComparer.Ordinal).Where(r => run.IsAttacked(r.First())))
        {
            ProbeEndpoint endpoint = route.First();
            foreach (string verb in Verbs.Except(route.Select(static e => e.Method), StringComparer.Ordinal).Where(v => !run.Subject.Skipped.Contains($"{v} {route.Key}", StringComparer.Ordinal)))
            {
                foreach ((Position position, KindState kind) in Places.MeantByRoute(run, endpoint))
                {
                    await new Trial(run, ProbeRuleIds.ForeignLikeAbsent, endpoint, verb, position with { Name = $"{verb} on {position.Name}" }, kind) { OwesRecord = false }
                        .RunAsync().ConfigureAwait(false);
                }
            }

            await run.Watch.LookAsync(null, endpoint.Name, "all methods").ConfigureAwait(false);
        }
    }
}
