using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Ids in other case, cut, escaped, with patterns and ways up; and texts that are no id.</summary>
internal static class ExactIdPass
{
    internal static ProbePass Pass { get; } = new(ProbeRuleIds.ExactIds, RunAsync);

    private static async Task RunAsync(ProbeRun run)
    {
        foreach (ProbeEndpoint endpoint in run.Endpoints)
        {
            foreach (PathParameter parameter in endpoint.Path.Parameters)
            {
                Position position = Position.RawRoute(parameter.Name);
                if (run.KindOf(parameter.Name, parameter.After) is { } kind)
                {
                    foreach ((string name, Func<string, string, string> make) in Ids.Twists)
                    {
                        await new Trial(run, ProbeRuleIds.ExactIds, endpoint, endpoint.Method, position with { Name = $"{position.Name}, {name}" }, kind)
                        {
                            WithOwn = false, Spell = make, OwesRecord = false,
                        }.RunAsync().ConfigureAwait(false);
                    }
                }

                foreach (string malformed in Ids.Malformed)
                {
                    RequestDraft draft = await run.DraftAsync(endpoint, endpoint.Method).ConfigureAwait(false);
                    position.Put(draft, malformed, string.Empty);
                    await run.AskAsync(run.Subject.Stranger, draft, $"{position.Name}, {(malformed.Length > 40 ? "very long" : malformed)}").ConfigureAwait(false);
                }

                if (!endpoint.IsSafe)
                {
                    await run.Watch.LookAsync(null, endpoint, $"{position.Name}, malformed").ConfigureAwait(false);
                }
            }
        }
    }
}
