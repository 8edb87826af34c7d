using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>A shared sequence is a meter of everybody's business.</summary>
internal static class IdsSilent
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.IdsSilent,
        "New ids do not say how much others store.",
        "Make ids random, or number them for each tenant by itself.",
        [StoreOperations.Create],
        LookAsync)
    {
        Missing = Needs.MintedIds,
    };

    // A sequence that all tenants share skips a number for each object of the others.
    private const int Foreign = 3;
    private const int Most = 64;

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId other) in KitTenants.BothDirections)
        {
            run.Case();
            long? alone = await StepAsync(run, actor, other, foreign: 0).ConfigureAwait(false);
            long? among = await StepAsync(run, actor, other, Foreign).ConfigureAwait(false);
            run.Require(
                alone is null || among is null || among - alone is <= 0 or > Most,
                $"From one id of '{actor}' to its next it was {alone}, and {among} while '{other}' stored {Foreign} objects.");
        }
    }

    private static async Task<long?> StepAsync(CheckRun run, TenantId actor, TenantId other, int foreign)
    {
        Seeded first = await run.SeedAsync(actor).ConfigureAwait(false);
        for (int i = 0; i < foreign; i++)
        {
            await run.SeedAsync(other).ConfigureAwait(false);
        }

        Seeded second = await run.SeedAsync(actor).ConfigureAwait(false);
        return Names.TryNumber(first.Id, out string head, out long from) && Names.TryNumber(second.Id, out string same, out long to) && string.Equals(head, same)
            ? to - from : null;
    }
}
