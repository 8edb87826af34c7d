using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Every endpoint as each caller who has ended.</summary>
internal static class EndedPass
{
    internal static ProbePass Pass { get; } = new(ProbeRuleIds.EndedRefused, RunAsync)
    {
        Missing = static s => s.Ended.Count == 0 ? "ProbeSubject.Ended names nobody." : null,
    };

    private static async Task RunAsync(ProbeRun run)
    {
        foreach (ProbeTenant ended in run.Subject.Ended)
        {
            bool owners = string.Equals(ended.Id, run.Subject.Owner.Id);
            foreach (ProbeEndpoint endpoint in run.Attacked.Where(static e => !e.IsOpen))
            {
                RequestDraft draft = await run.DraftAsync(endpoint, endpoint.Method).ConfigureAwait(false);
                if (owners && run.TryFill(endpoint, static k => k.Foreign.Id, out Dictionary<string, string> values, out _))
                {
                    foreach ((string name, string value) in values)
                    {
                        draft.Route[name] = value;
                    }
                }

                run.Book.Try(ProbeRuleIds.EndedRefused, endpoint.Name);
                ProbeAnswer answer = await run.AskAsync(ended, draft, $"as '{ended.Name}'").ConfigureAwait(false);
                if (answer.IsSuccess)
                {
                    run.Book.Fail(ProbeRuleIds.EndedRefused, endpoint.Name, $"as '{ended.Name}'", "any", $"It answered {answer.Status}");
                }

                if (owners && !endpoint.IsSafe)
                {
                    await run.Watch.LookAsync(null, endpoint.Name, $"as '{ended.Name}'").ConfigureAwait(false);
                }
            }
        }
    }
}
