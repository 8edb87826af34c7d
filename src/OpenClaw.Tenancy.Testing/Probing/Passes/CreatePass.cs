using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>The stranger makes what the owner has made before: by the same name, and under the same idempotency key.</summary>
internal static class CreatePass
{
    internal static ProbePass Names { get; } = new(ProbeRuleIds.CreateLikeFree, NameAsync);

    internal static ProbePass Keys { get; } = new(ProbeRuleIds.KeysApart, KeyAsync);

    private static async Task NameAsync(ProbeRun run)
    {
        foreach (KindState kind in run.Kinds)
        {
            // A text that both of them know, so that it is looked for in no answer.
            string name = run.Numbers.Text();
            if ((await run.TryMakeAsync(kind, run.Subject.Owner, name).ConfigureAwait(false)).Made is null)
            {
                continue;
            }

            await run.Watch.BeginAsync().ConfigureAwait(false);
            run.Book.Try(ProbeRuleIds.CreateLikeFree, kind.Name);
            (ProbeObject? made, string why) = await run.TryMakeAsync(kind, run.Subject.Stranger, name).ConfigureAwait(false);
            if (made is null && await TakesAsync(run, kind).ConfigureAwait(false))
            {
                run.Book.Fail(ProbeRuleIds.CreateLikeFree, kind.Name, "making one", kind.Name, $"By a name that the owner's has, it gave {why}");
            }

            await run.Watch.LookAsync(null, kind.Name, "making one by a name that the owner's has").ConfigureAwait(false);
        }
    }

    private static async Task KeyAsync(ProbeRun run)
    {
        foreach (KindState kind in run.Kinds)
        {
            foreach (string header in run.Options.IdempotencyHeaders)
            {
                string key = run.Numbers.Text();
                if ((await run.TryMakeAsync(kind, run.Subject.Owner, run.Numbers.Text(), (header, key)).ConfigureAwait(false)).Made is not { } first)
                {
                    continue;
                }

                run.Book.Try(ProbeRuleIds.KeysApart, kind.Name);
                (ProbeObject? made, string why) = await run.TryMakeAsync(kind, run.Subject.Stranger, run.Numbers.Text(), (header, key)).ConfigureAwait(false);
                if (made is null ? await TakesAsync(run, kind).ConfigureAwait(false) : string.Equals(made.Id, first.Id))
                {
                    run.Book.Fail(ProbeRuleIds.KeysApart, kind.Name, $"header {header}", kind.Name, $"Under a key that the owner has used, it gave {(made is null ? why : "the owner's own again")}");
                }
            }
        }

        await run.Watch.BeginAsync().ConfigureAwait(false);
    }

    private static async Task<bool> TakesAsync(ProbeRun run, KindState kind) =>
        (await run.TryMakeAsync(kind, run.Subject.Stranger, run.Numbers.Text()).ConfigureAwait(false)).Made is not null;
}
