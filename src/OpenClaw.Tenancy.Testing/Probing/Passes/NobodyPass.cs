using System.Net.Http.Headers;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Every endpoint without a credential, with a text that is no credential, and with a selector alone and beside such a text.</summary>
internal static class NobodyPass
{
    internal static ProbePass Pass { get; } = new(ProbeRuleIds.NobodyRefused, RunAsync);

    private static async Task RunAsync(ProbeRun run)
    {
        var nonsense = new ProbeTenant("nobody", static r => r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense"));
        foreach (ProbeEndpoint endpoint in run.Attacked)
        {
            await AskAsync(run, endpoint, null, "no credential", static _ => { }).ConfigureAwait(false);
            await AskAsync(run, endpoint, nonsense, "nonsense for a credential", static _ => { }).ConfigureAwait(false);
            foreach (Position selector in run.Options.SelectorHeaders.Select(Position.Header).Concat(SelectorPass.Hosts(run)).Concat(run.Options.SelectorNames.Select(Position.Query)))
            {
                void Select(RequestDraft draft) => selector.Put(draft, run.Subject.Owner.Id, string.Empty);
                await AskAsync(run, endpoint, null, $"no credential, {selector.Name}", Select).ConfigureAwait(false);

                // What is no good for a credential must not leave the word to what names a tenant beside it.
                await AskAsync(run, endpoint, nonsense, $"nonsense for a credential, {selector.Name}", Select).ConfigureAwait(false);
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
                await run.Watch.LookAsync(null, endpoint.Name, "no credential").ConfigureAwait(false);
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
