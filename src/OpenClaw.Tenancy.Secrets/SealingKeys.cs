using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Gives the data key that seals for a tenant, and makes its first one.</summary>
internal sealed class SealingKeys(SecretVault vault, TenantKeys keys)
{
    /// <summary>The key, or null where somebody else was making one just now.</summary>
    internal async ValueTask<SealingKey?> HoldAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        TenantId tenant = access.RequireTenant();
        if (await vault.FindKeysAsync(access, cancellationToken).ConfigureAwait(false) is { } all)
        {
            return new SealingKey(all, await keys.HoldAsync(tenant, all.Keys[^1], cancellationToken).ConfigureAwait(false));
        }

        (StoredDataKeys first, DataKey key) = await keys.MakeFirstAsync(tenant, cancellationToken).ConfigureAwait(false);
        var made = new SealingKey(first, key);
        try
        {
            VaultCommit commit = await vault.SaveKeysAsync(access, made.All, cancellationToken).ConfigureAwait(false);
            if (commit == VaultCommit.Done)
            {
                return made;
            }
        }
        catch
        {
            made.Dispose();
            throw;
        }

        made.Dispose();
        return null;
    }
}
