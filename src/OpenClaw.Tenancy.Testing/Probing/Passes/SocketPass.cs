using OpenClaw.Tenancy.Testing.Probing.Frames;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Each object of the owner, in each place of each frame; and what a quiet socket is sent while the owner acts.</summary>
internal static class SocketPass
{
    internal static ProbePass Pass { get; } = new(ProbeRuleIds.FramesBound, RunAsync)
    {
        Missing = static s => s.Sockets.Count == 0 ? "ProbeSubject.Sockets names none." : null,
    };

    private static async Task RunAsync(ProbeRun run)
    {
        foreach (ProbeSocket socket in run.Subject.Sockets)
        {
            foreach ((string name, string frame) in socket.Frames)
            {
                foreach (KindState kind in run.Kinds.Where(k => frame.Contains($"{{{k.Name}}}", StringComparison.Ordinal)))
                {
                    await TryAsync(run, socket, $"{socket.Path} {name}", frame, kind).ConfigureAwait(false);
                }
            }

            await ListenAsync(run, socket).ConfigureAwait(false);
        }
    }

    private static async Task TryAsync(ProbeRun run, ProbeSocket socket, string endpoint, string frame, KindState kind)
    {
        string Filled(string id) => run.Kinds.Aggregate(
            frame.Replace($"{{{kind.Name}}}", id, StringComparison.Ordinal),
            static (text, other) => text.Replace($"{{{other.Name}}}", other.Own.Id, StringComparison.Ordinal));

        async Task<AnswerShape> AskAsync(string id)
        {
            string sent = Filled(id);
            run.Foreign.Forget(sent);
            FrameAnswer answer = await FrameWire.AskAsync(run, socket, run.Subject.Stranger.Authenticate, sent).ConfigureAwait(false);
            if (run.Foreign.Find(answer.Everything) is { } needle)
            {
                run.Book.Fail(ProbeRuleIds.FramesBound, endpoint, "frame", kind.Name, $"'{needle}' came, which is the owner's");
            }

            return run.Shape(new ProbeAnswer(answer.ClosedWith, [], answer.Text, TimeSpan.Zero), id);
        }

        List<AnswerShape> absent = [await AskAsync(run.AbsentLike(kind)).ConfigureAwait(false)];
        AnswerShape own = await AskAsync(kind.Own.Id).ConfigureAwait(false);
        if (AnswerShape.Difference(own, absent, "an absent one gives", static _ => true) is not null)
        {
            kind.IsReached = true;
        }

        // What an own one did there may have used it up.
        kind.IsUsed = true;
        AnswerShape foreign = await AskAsync(kind.Foreign.Id).ConfigureAwait(false);
        absent.Add(await AskAsync(run.AbsentLike(kind)).ConfigureAwait(false));
        run.Book.Try(ProbeRuleIds.FramesBound, endpoint);
        if (AnswerShape.Difference(foreign, absent, "an absent one gives", static _ => true) is { } difference)
        {
            run.Book.Fail(ProbeRuleIds.FramesBound, endpoint, "frame", kind.Name, $"It gives {difference}");
        }

        await run.Watch.LookAsync(kind, endpoint, "frame").ConfigureAwait(false);
    }

    private static async Task ListenAsync(ProbeRun run, ProbeSocket socket)
    {
        using FrameWire? wire = await FrameWire.OpenAsync(run, socket, run.Subject.Stranger.Authenticate).ConfigureAwait(false);
        if (wire is null)
        {
            run.Book.Fail(ProbeRuleIds.FramesBound, socket.Path, "upgrade", "any", "The stranger's own connection could not be opened, so nothing is shown");
            return;
        }

        foreach (KindState kind in run.Kinds)
        {
            await run.MakeMoreAsync(kind).ConfigureAwait(false);
        }

        string pushed = await wire.ListenAsync(run.Options.ListeningTime).ConfigureAwait(false);
        run.Book.Try(ProbeRuleIds.FramesBound, socket.Path);
        if (run.Foreign.Find(pushed) is { } needle)
        {
            run.Book.Fail(ProbeRuleIds.FramesBound, socket.Path, "listening", "any", $"'{needle}' was sent to a stranger who only listened");
        }

        await run.Watch.BeginAsync().ConfigureAwait(false);
    }
}
