using OpenClaw.Tenancy.Testing.Probing.Frames;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Sockets of a caller who is ended while they are open: one for each frame, and one that only listens.</summary>
internal static class LeaverPass
{
    internal static ProbePass Pass { get; } = new(ProbeRuleIds.SocketsEnd, RunAsync)
    {
        Missing = static s => s.Sockets.Count == 0 ? "ProbeSubject.Sockets names none." : s.Leaver is null ? "ProbeSubject.Leaver names nobody." : null,
    };

    private static async Task RunAsync(ProbeRun run)
    {
        List<LiveSocket> live = [];
        try
        {
            foreach (ProbeSocket socket in run.Subject.Sockets)
            {
                foreach ((string name, string frame) in socket.Frames.Append(KeyValuePair.Create("listening", string.Empty)))
                {
                    if (await OpenAsync(run, socket, $"{socket.Path} {name}", await run.FillAsync(frame).ConfigureAwait(false)).ConfigureAwait(false) is { } opened)
                    {
                        live.Add(opened);
                    }
                }
            }

            await run.Subject.Leaver!.EndAsync(run.Wire.Stop).ConfigureAwait(false);
            foreach (LiveSocket socket in live)
            {
                await LookAsync(run, socket).ConfigureAwait(false);
            }
        }
        finally
        {
            live.ForEach(static s => s.Wire.Dispose());
        }
    }

    private static async Task<LiveSocket?> OpenAsync(ProbeRun run, ProbeSocket socket, string endpoint, string frame)
    {
        FrameWire? wire = await FrameWire.OpenAsync(run, socket, run.Subject.Leaver!.Caller.Authenticate).ConfigureAwait(false);
        if (wire is null)
        {
            run.Book.Fail(ProbeRuleIds.SocketsEnd, endpoint, "upgrade", "any", $"'{run.Subject.Leaver.Caller.Name}' could not open it, so nothing is shown");
            return null;
        }

        List<AnswerShape> before = [];
        for (int i = 0; frame.Length != 0 && i < 2; i++)
        {
            before.Add(await AskAsync(run, wire, socket, frame).ConfigureAwait(false));
        }

        return new LiveSocket(socket, endpoint, frame, wire, before);
    }

    private static async Task LookAsync(ProbeRun run, LiveSocket live)
    {
        run.Book.Try(ProbeRuleIds.SocketsEnd, live.Endpoint);
        if (live.Frame.Length != 0)
        {
            if (AnswerShape.Difference(await AskAsync(run, live.Wire, live.Socket, live.Frame).ConfigureAwait(false), live.Before, "it gave", static _ => true) is null)
            {
                run.Book.Fail(ProbeRuleIds.SocketsEnd, live.Endpoint, "frame", "any", "It is answered as before, though its caller has ended");
            }

            return;
        }

        var fresh = new Needles();
        foreach (KindState kind in run.Kinds)
        {
            await run.MakeAsync(kind, run.Subject.Stranger, fresh).ConfigureAwait(false);
        }

        if (fresh.Find(await live.Wire.ListenAsync(run.Options.ListeningTime).ConfigureAwait(false)) is { } needle)
        {
            run.Book.Fail(ProbeRuleIds.SocketsEnd, live.Endpoint, "listening", "any", $"'{needle}' was sent to a caller who had ended before");
        }
    }

    private static async Task<AnswerShape> AskAsync(ProbeRun run, FrameWire wire, ProbeSocket socket, string frame)
    {
        FrameAnswer answer = await wire.ExchangeAsync(socket, frame).ConfigureAwait(false);
        return run.Shape(new ProbeAnswer(answer.ClosedWith, [], answer.Text, TimeSpan.Zero), string.Empty);
    }

    private sealed record LiveSocket(ProbeSocket Socket, string Endpoint, string Frame, FrameWire Wire, IReadOnlyList<AnswerShape> Before);
}
