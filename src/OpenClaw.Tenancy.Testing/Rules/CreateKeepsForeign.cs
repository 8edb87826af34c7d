using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>No taking over by creating.</summary>
internal static class CreateKeepsForeign
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.CreateKeepsForeign,
        "Creating under an id that another tenant holds leaves the other's object alone.",
        "Let the tenant be part of the primary key, and insert; never write over what is there.",
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
            Seeded target = await run.SeedAsync(owner).ConfigureAwait(false);
            (Seeded? twin, _) = await run.TrySeedAsync(run.Draft(actor, target.Id), actor).ConfigureAwait(false);
            await run.RequireUnchangedAsync(target, $"'{actor}' under the same id").ConfigureAwait(false);
            if (twin is not null)
            {
                await run.RequireUnchangedAsync(twin, $"'{actor}' under the same id").ConfigureAwait(false);
            }
        }
    }
}
