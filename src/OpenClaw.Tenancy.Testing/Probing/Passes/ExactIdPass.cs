using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Ids in other case, cut, escaped, with patterns and ways up; and texts that are no id.</summary>
internal static class ExactIdPass
{
    internal static ProbePass Pass { get; } = new(ProbeRuleIds.ExactIds, RunAsync);

    private static async Task RunAsync(ProbeRun run)
    {
        // A client of a server in memory has no bytes to write it with.
        Func<string, bool> canBeSent = run.Subject.Host.SendsAsWritten ? static _ => true : static text => !text.Contains("%00", StringComparison.Ordinal);
        foreach (ProbeEndpoint endpoint in run.Attacked)
        {
            foreach (PathParameter parameter in endpoint.Path.Parameters)
            {
                Position position = Position.RawRoute(parameter.Name);
                if (run.KindOf(parameter.Name, parameter.After) is { } kind)
                {
                    foreach ((string name, Func<string, string, string> make) in Ids.Twists.Concat(Ids.Joined(run.Subject.Owner.Id, run.Subject.Stranger.Id)).Where(t => canBeSent(t.Make("id", "own"))))
                    {
                        await new Trial(run, ProbeRuleIds.ExactIds, endpoint, endpoint.Method, position with { Name = $"{position.Name}, {name}" }, kind)
                        {
                            WithOwn = false, Spell = make, OwesRecord = false,
                        }.RunAsync().ConfigureAwait(false);
                    }
                }

                foreach (string malformed in Ids.Malformed.Where(canBeSent))
                {
                    RequestDraft draft = await run.DraftAsync(endpoint, endpoint.Method).ConfigureAwait(false);
                    position.Put(draft, malformed, string.Empty);
                    await run.AskAsync(run.Subject.Stranger, draft, $"{position.Name}, {(malformed.Length > 40 ? "very long" : malformed)}").ConfigureAwait(false);
                }

                if (!endpoint.IsSafe)
                {
                    await run.Watch.LookAsync(null, endpoint.Name, $"{position.Name}, malformed").ConfigureAwait(false);
                }
            }
        }
    }
}
