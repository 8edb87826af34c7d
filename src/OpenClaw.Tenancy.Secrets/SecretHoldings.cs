using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>The secrets of a tenant that is to be deleted. They are shredded: its data keys go first.</summary>
internal sealed class SecretHoldings(SecretVault vault, TenantKeys keys) : ITenantHoldings
{
    public async ValueTask<bool> AnyAsync(TenantContext tenant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        try
        {
            return (await vault.ListAsync(VaultAccess.Of(tenant), after: null, max: 1, cancellationToken).ConfigureAwait(false)).Count != 0;
        }
        catch (SecretRefusal)
        {
            throw NotKnown();
        }
    }

    public async ValueTask EraseAsync(TenantContext tenant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        try
        {
            await vault.ShredAsync(VaultAccess.Of(tenant), cancellationToken).ConfigureAwait(false);
        }
        catch (SecretRefusal)
        {
            throw NotKnown();
        }

        keys.Forget(tenant.Tenant);
    }

    private static IOException NotKnown() => new("The vault of secrets does not answer, or what it holds cannot be read. See to it, and delete the tenant again.");
}
