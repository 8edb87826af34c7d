using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Looks at, and removes, what a host keeps for a tenant that is to be deleted.</summary>
internal sealed class TenantErasure(TenancyRealm realm, IServiceScopeFactory scopes)
{
    private const string Actor = "tenant-erasure";

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    internal Task<bool> HoldsAnyAsync(TenantEntry entry, CancellationToken cancellationToken) =>
        ActAsync(entry, static async (kept, tenant, token) => await kept.AnyAsync(tenant, token).ConfigureAwait(false), cancellationToken);

    internal Task EraseAsync(TenantEntry entry, CancellationToken cancellationToken) => ActAsync(
        entry,
        static async (kept, tenant, token) =>
        {
            await kept.EraseAsync(tenant, token).ConfigureAwait(false);
            return false;
        },
        cancellationToken);

    private async Task<bool> ActAsync(TenantEntry entry, Func<ITenantHoldings, TenantContext, CancellationToken, Task<bool>> act, CancellationToken cancellationToken)
    {
        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            VerifiedTenantClaim claim = Claim(entry);
            return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
                claim, (services, token) => ActAsync(services, act, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> ActAsync(
        IServiceProvider services, Func<ITenantHoldings, TenantContext, CancellationToken, Task<bool>> act, CancellationToken cancellationToken)
    {
        TenantContext tenant = services.GetRequiredService<TenantContext>();
        foreach (ITenantHoldings kept in services.GetServices<ITenantHoldings>())
        {
            if (await act(kept, tenant, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    // SECURITY: past the door, and only here: it opens a tenant that lets nobody in, to the host's own code that removes what it
    // kept there. It dies with the next change of the tenant's status.
    private VerifiedTenantClaim Claim(TenantEntry entry)
    {
        DateTimeOffset now = realm.Time.GetUtcNow();
        var liveness = new Liveness(realm.Directory, entry, Actor, Actor, credentialId: null);
        var scopes = new ScopeSet(realm.Lattice, TenantRoles.ScopesOf(TenantRole.Owner).Select(name => TenantScopedScope.ForTenant(name, entry.Id)));
        return new VerifiedTenantClaim(realm, Actor, Actor, credentialId: null, scopes, in liveness, now, (now + Patience).UtcTicks);
    }
}
