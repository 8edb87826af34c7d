using System.Net.Http.Headers;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Every endpoint without a credential, with a selector alone, and with a text that is no credential.</summary>
internal static class NobodyPass
{
    internal static ProbePass Pass { get; } = new(ProbeRuleIds.NobodyRefused, RunAsync);

    private static async Task RunAsync(ProbeRun run)
    {
        var nonsense = new ProbeTenant("nobody", static r => r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense"));
        foreach (ProbeEndpoint endpoint in run.Endpoints)
        {
            await AskAsync(run, endpoint, null, "no credential", static _ => { }).ConfigureAwait(false);
            await AskAsync(run, endpoint, nonsense, "nonsense for a credential", static _ => { }).ConfigureAwait(false);
            foreach (string header in run.Options.SelectorHeaders)
            {
                await AskAsync(run, endpoint, null, $"no credential, header {header}", d => d.Headers.Add((header, run.Subject.Owner.Id))).ConfigureAwait(false);
            }

            foreach (string name in run.Options.SelectorNames)
            {
                await AskAsync(run, endpoint, null, $"no credential, query {name}", d => d.Query.Add((name, run.Subject.Owner.Id))).ConfigureAwait(false);
            }

            foreach ((Position position, KindState kind) in Places.MeantByRoute(run, endpoint))
            {
                await new Trial(run, ProbeRuleIds.NobodyRefused, endpoint, endpoint.Method, position with { Name = $"{position.Name}, no credential" }, kind)
                {
                    Caller = null, WithOwn = false,
                }.RunAsync().ConfigureAwait(false);
            }

            if (!endpoint.IsSafe)
            {
                await run.Watch.LookAsync(null, endpoint, "no credential").ConfigureAwait(false);
            }
        }
    }

    private static async Task AskAsync(ProbeRun run, ProbeEndpoint endpoint, ProbeTenant? caller, string position, Action<RequestDraft> more)
    {
        RequestDraft draft = await run.DraftAsync(endpoint, endpoint.Method).ConfigureAwait(false);
        foreach (PathParameter parameter in endpoint.Path.Parameters)
        {
            draft.Route[parameter.Name] = Uri.EscapeDataString((run.KindOf(parameter.Name, parameter.After) ?? run.Kinds[0]).Foreign.Id);
        }

        more(draft);
        run.Book.Try(ProbeRuleIds.NobodyRefused, endpoint.Name);
        ProbeAnswer answer = await run.AskAsync(caller, draft, position).ConfigureAwait(false);
        if (answer.IsSuccess && !endpoint.IsOpen)
        {
            run.Book.Fail(ProbeRuleIds.NobodyRefused, endpoint.Name, position, "any", $"It answered {answer.Status}");
        }

        // What a host does in the background may fall into one answer, and hardly into two.
        if (answer.Calls > 0 && !endpoint.IsOpen && (await run.AskAsync(caller, draft, position).ConfigureAwait(false)).Calls > 0)
        {
            run.Book.Fail(ProbeRuleIds.NobodyRefused, endpoint.Name, position, "any", $"It called the stores {answer.Calls} times");
        }
    }
}
