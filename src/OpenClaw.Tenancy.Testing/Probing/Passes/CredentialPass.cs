using OpenClaw.Tenancy.Testing.Probing.Frames;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>The stranger's own credential, on his own objects, where credentials do not belong: in the query, and among the sub-protocols of a WebSocket.</summary>
internal static class CredentialPass
{
    internal static ProbePass Pass { get; } = new(ProbeRuleIds.CredentialInHeader, RunAsync)
    {
        Missing = static s => CredentialOf(s.Stranger) is null ? "The stranger's credential is not in the Authorization header." : null,
    };

    private static async Task RunAsync(ProbeRun run)
    {
        foreach (ProbeEndpoint endpoint in run.Attacked.Where(static e => !e.IsOpen))
        {
            foreach (string name in run.Options.CredentialNames)
            {
                RequestDraft draft = await run.DraftAsync(endpoint, endpoint.Method).ConfigureAwait(false);
                draft.Query.Add((name, CredentialOf(run.Subject.Stranger)!));
                run.Book.Try(ProbeRuleIds.CredentialInHeader, endpoint.Name);
                ProbeAnswer answer = await run.AskAsync(null, draft, $"query {name}, a credential").ConfigureAwait(false);
                if (answer.IsSuccess)
                {
                    run.Book.Fail(ProbeRuleIds.CredentialInHeader, endpoint.Name, $"query {name}", "any", $"It took the credential there, and answered {answer.Status}");
                }
            }
        }

        foreach (ProbeSocket socket in run.Subject.Sockets)
        {
            foreach ((string name, string frame) in socket.Frames.Take(1))
            {
                string sent = await run.FillAsync(frame).ConfigureAwait(false);
                await TryAsync(run, socket, $"{socket.Path} {name}", sent).ConfigureAwait(false);
            }
        }
    }

    private static async Task TryAsync(ProbeRun run, ProbeSocket socket, string endpoint, string frame)
    {
        string credential = CredentialOf(run.Subject.Stranger)!;
        foreach (string[] protocols in (string[][])[[credential], ["bearer", credential]])
        {
            AnswerShape refused = await AskAsync(run, socket, static _ => { }, frame).ConfigureAwait(false);
            AnswerShape answered = await AskAsync(run, socket, run.Subject.Stranger.Authenticate, frame).ConfigureAwait(false);
            AnswerShape tried = await AskAsync(run, socket, m => Array.ForEach(protocols, p => m.Headers.TryAddWithoutValidation(ProbeHost.SubProtocols, p)), frame).ConfigureAwait(false);
            run.Book.Try(ProbeRuleIds.CredentialInHeader, endpoint);
            if (AnswerShape.Difference(answered, [refused], "nobody gets", static _ => true) is not null && AnswerShape.Difference(tried, [refused], "nobody gets", static _ => true) is { } difference)
            {
                run.Book.Fail(ProbeRuleIds.CredentialInHeader, endpoint, "sub-protocol", "any", $"It took the credential there, and gave {difference}");
            }
        }
    }

    private static async Task<AnswerShape> AskAsync(ProbeRun run, ProbeSocket socket, Action<HttpRequestMessage> authenticate, string frame)
    {
        FrameAnswer answer = await FrameWire.AskAsync(run, socket, authenticate, frame).ConfigureAwait(false);
        return run.Shape(new ProbeAnswer(answer.ClosedWith, [], answer.Text, TimeSpan.Zero), string.Empty);
    }

    private static string? CredentialOf(ProbeTenant caller)
    {
        using var carrier = new HttpRequestMessage();
        caller.Authenticate(carrier);
        return carrier.Headers.Authorization?.Parameter;
    }
}
