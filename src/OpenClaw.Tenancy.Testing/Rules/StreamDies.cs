using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Deferred reading outlives the look at the claim.</summary>
internal static class StreamDies
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.StreamDies,
        "A stream that is under way ends with the claim.",
        "Look at the claim again for each object or page that is read, and say in StreamPageSize how many objects one look covers.",
        [StoreOperations.Stream],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        int page = run.Kind.StreamPageSize;
        for (int i = 0; i < page + 3; i++)
        {
            await run.SeedAsync(KitTenants.Own).ConfigureAwait(false);
        }

        foreach (Death death in (Death[])[Deaths.Credential, Deaths.Expiry])
        {
            Caller dying = run.As(KitTenants.Own) with { Death = death, DiesLate = true };
            run.Case();
            Outcome never = run.Watch(await run.State.Probe.StreamAsync(dying, run.Kind).ConfigureAwait(false));
            run.Require(never.Objects.Count == 0, $"A stream that was opened before, and read after, gave objects to a claim {death.Name}.");
            run.Case();
            Outcome rest = run.Watch(await run.State.Probe.StreamAsync(dying, run.Kind, diesAfter: 1).ConfigureAwait(false));
            run.Require(rest.Objects.Count < page, $"A stream that was under way gave {rest.Objects.Count} more objects to a claim {death.Name}.");
        }
    }
}
