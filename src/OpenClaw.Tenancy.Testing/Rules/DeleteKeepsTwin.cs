using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Rules;

/// <summary>Two tenants, one id.</summary>
internal static class DeleteKeepsTwin
{
    internal static StoreRule Rule { get; } = new(
        StoreRuleIds.DeleteKeepsTwin,
        "Deleting leaves another tenant's object of the same id alone.",
        "Put the tenant into the predicate of the DELETE, and into every foreign key along which it cascades.",
        [StoreOperations.Delete],
        LookAsync)
    {
        Missing = Needs.Ids,
    };

    private static async Task LookAsync(CheckRun run)
    {
        foreach ((TenantId actor, TenantId owner) in KitTenants.Strangers)
        {
            Seeded target = await run.SeedAsync(owner).ConfigureAwait(false);
            (Seeded? twin, _) = await run.TrySeedAsync(run.Draft(actor, target.Id), actor).ConfigureAwait(false);
            if (twin is null)
            {
                run.NotOffered($"Two tenants cannot hold the same id; see '{StoreRuleIds.CreateLikeFree}'.");
                return;
            }

            await run.AttemptAsync(run.As(actor), twin).ConfigureAwait(false);
            await run.RequireUnchangedAsync(target, $"'{actor}' of its own object with the same id").ConfigureAwait(false);
            run.Require(!string.Equals(await run.LookAsync(twin).ConfigureAwait(false), twin.Body), "Delete of an own object, while another tenant has one of the same id, removed nothing.");
        }
    }
}
