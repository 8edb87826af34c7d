using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>A conflict over an id is an answer about another tenant.</summary>
internal static class CreateLikeFree
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.CreateLikeFree,
        "An id that another tenant holds is as free as any.",
        "Let the tenant be part of the primary key, so that ids of two tenants never conflict; or let the store make the ids.",
        [StoreOperations.Create],
        LookAsync)
    {
        Missing = Needs.Ids,
    };

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId owner) in KitTenants.Strangers)
        {
            run.Case();
            StoreDraft free = run.Draft(actor);
            StoreDraft taken = run.Draft(actor, (await run.SeedAsync(owner).ConfigureAwait(false)).Id);
            string ofFree = Shape((await run.TrySeedAsync(free, actor).ConfigureAwait(false)).Outcome, free);
            string ofTaken = Shape((await run.TrySeedAsync(taken, actor).ConfigureAwait(false)).Outcome, taken);
            run.Require(
                string.Equals(ofFree, ofTaken), $"Create as '{actor}' tells which ids '{owner}' holds: it {ofTaken}, and under a free id it {ofFree}.");
        }
    }

    private static string Shape(Outcome outcome, StoreDraft draft) => outcome.Shape(draft.Key is null ? [draft.Id!] : [draft.Id!, draft.Key]);
}
