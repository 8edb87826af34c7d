using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Vaults;

/// <summary>What a row says. A row whose text says something else than its columns was not written by this store.</summary>
internal static class VaultReading
{
    internal static StoredSecret ToSecret(this SecretRow row)
    {
        StoredSecret secret = VaultText.ReadSecret(row.Body);
        return secret.Tenant == row.Tenant && secret.Name == row.Name && secret.Series == row.Series && secret.Revision == row.Revision ? secret : throw Moved();
    }

    internal static StoredDataKeys ToKeys(this SecretKeysRow row)
    {
        StoredDataKeys keys = VaultText.ReadKeys(row.Body);
        return keys.Tenant == row.Tenant && keys.Series == row.Series && keys.Revision == row.Revision ? keys : throw Moved();
    }

    // SECURITY: nothing of the row is repeated.
    private static InvalidDataException Moved() => new("A row of the vault says something else than its text. Restore it from a backup.");
}
