using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Existence is a secret too.</summary>
internal static class ForeignLikeAbsent
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.ForeignLikeAbsent,
        "A foreign object and an absent one give the same answer.",
        "Look up by tenant and id together, so that what is foreign is simply not there; never read first and compare the owner afterwards.",
        [StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.FindByKey, StoreOperations.Prefix, StoreOperations.Range],
        LookAsync);

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId owner) in KitTenants.Strangers)
        {
            Seeded target = await run.SeedAgainstAsync(actor, owner).ConfigureAwait(false);
            Seeded ghost = run.AbsentLike(target);
            string foreign = Shape(await run.AttemptAsync(run.As(actor), target).ConfigureAwait(false), target);
            string absent = Shape(await run.AttemptAsync(run.As(actor), ghost).ConfigureAwait(false), ghost);
            run.Require(
                string.Equals(foreign, absent),
                $"{run.Operation} as '{actor}' can tell what '{owner}' stored from what is not there: it {foreign}, and for nothing it {absent}.");
        }
    }

    private static string Shape(Outcome outcome, Seeded asked) => outcome.Shape(asked.Key is null ? [asked.Id] : [asked.Id, asked.Key]);
}
