using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>The secrets of a tenant that is to be deleted. They are shredded: its data keys go first.</summary>
internal sealed class SecretHoldings(ITenantVault vault, TenantKeys keys) : ITenantHoldings
{
    public async ValueTask<bool> AnyAsync(TenantContext tenant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return (await vault.ListAsync(VaultAccess.Of(tenant), after: null, max: 1, cancellationToken).ConfigureAwait(false)).Count != 0;
    }

    public async ValueTask EraseAsync(TenantContext tenant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        await vault.ShredAsync(VaultAccess.Of(tenant), cancellationToken).ConfigureAwait(false);
        keys.Forget(tenant.Tenant);
    }
}
