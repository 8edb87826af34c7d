using System.Collections.Immutable;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Each object of the owner, in each place of each request.</summary>
internal static class ObjectPass
{
    // What makes a host answer in another way than the one that was thought of.
    private static readonly ImmutableArray<(string Name, string Value)> Manners =
    [
        ("If-None-Match", "*"), ("If-Match", "*"), ("Range", "bytes=0-3"), ("Accept", "text/event-stream"), ("Accept", "application/xml"),
        ("X-HTTP-Method-Override", "DELETE"), ("X-HTTP-Method-Override", "PUT"), ("X-Method-Override", "DELETE"), ("X-HTTP-Method", "DELETE"),
    ];

    internal static ProbePass Pass { get; } = new(ProbeRuleIds.ForeignLikeAbsent, RunAsync);

    private static async Task RunAsync(ProbeRun run)
    {
        foreach (ProbeEndpoint endpoint in run.Attacked)
        {
            foreach ((Position position, KindState kind) in Places.Of(run, endpoint))
            {
                await new Trial(run, ProbeRuleIds.ForeignLikeAbsent, endpoint, endpoint.Method, position, kind).RunAsync().ConfigureAwait(false);
            }

            foreach ((string name, string value) in Manners.Where(m => endpoint.Method is "GET" or "POST" || !m.Name.StartsWith("X-", StringComparison.Ordinal)))
            {
                foreach ((Position position, KindState kind) in Places.MeantByRoute(run, endpoint))
                {
                    Position mannered = position.With($"header {name}: {value}", draft => draft.Headers.Add((name, value)));
                    await new Trial(run, ProbeRuleIds.ForeignLikeAbsent, endpoint, endpoint.Method, mannered, kind) { WithOwn = false, Changes = name.StartsWith("X-", StringComparison.Ordinal) }.RunAsync().ConfigureAwait(false);
                }
            }

            if (!endpoint.IsSafe)
            {
                await run.Watch.LookAsync(null, endpoint.Name, "all places").ConfigureAwait(false);
            }
        }
    }
}
