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

        (StoredDataKey stored, DataKey key) = await keys.MakeAsync(tenant, cancellationToken).ConfigureAwait(false);
        var made = new SealingKey(new StoredDataKeys { Tenant = tenant.ToString(), Revision = 1, Keys = [stored] }, key);
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

    /// <summary>Whether the key under which something was saved is still there. A shred may have come between, and a new key with the old one's revision.</summary>
    internal async ValueTask<bool> StandsAsync(VaultAccess access, string keyId, CancellationToken cancellationToken) =>
        await vault.FindKeysAsync(access, cancellationToken).ConfigureAwait(false) is { } all && all.Keys.Any(k => string.Equals(k.Id, keyId));
}
