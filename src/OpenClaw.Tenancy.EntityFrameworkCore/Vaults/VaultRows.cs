using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Vaults;

/// <summary>The steps that changes of a vault are made of. The tenant is in the predicate of each.</summary>
internal static class VaultRows
{
    private const string SelectKeys = "SELECT tenant_id, series, revision, body FROM " + TenancyVaultContext.KeysTable + " WHERE tenant_id = {0}";

    private const string AddSecret =
        "INSERT INTO " + TenancyVaultContext.SecretsTable + " (tenant_id, name, series, revision, body) VALUES ({0}, {1}, {2}, {3}, {4}) ON CONFLICT DO NOTHING";

    private const string AddKeys =
        "INSERT INTO " + TenancyVaultContext.KeysTable + " (tenant_id, series, revision, body) VALUES ({0}, {1}, {2}, {3}) ON CONFLICT DO NOTHING";

    internal static IQueryable<SecretRow> SecretsOf(this TenancyVaultContext db, TenantId tenant)
    {
        string owner = tenant.ToString();
        return db.Secrets.AsNoTracking().Where(r => r.Tenant == owner);
    }

    internal static IQueryable<SecretKeysRow> KeysOf(this TenancyVaultContext db, TenantId tenant)
    {
        string owner = tenant.ToString();
        return db.Keys.AsNoTracking().Where(r => r.Tenant == owner);
    }

    /// <summary>Reads the keys' row and holds it until the commit; null where there is none.</summary>
    internal static async Task<SecretKeysRow?> HoldKeysAsync(this TenancyVaultContext db, TenantId tenant, CancellationToken cancellationToken)
    {
        // INVARIANT: whoever changes a tenant's secrets or its keys comes by here first, so they come one after the other and see what
        // the one before left. SQLite lets one write at a time anyway. An update of the row would leave copies of wrapped keys behind.
        string sql = db.IsSqlite ? SelectKeys : SelectKeys + " FOR UPDATE";
        List<SecretKeysRow> rows = await db.Keys.FromSqlRaw(sql, tenant.ToString()).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows is [{ } row] ? row : null;
    }

    internal static async Task<VaultCommit> AddAsync(this TenancyVaultContext db, TenantId tenant, StoredSecret secret, int maxSecrets, CancellationToken cancellationToken)
    {
        if (await db.SecretsOf(tenant).AnyAsync(r => r.Name == secret.Name, cancellationToken).ConfigureAwait(false))
        {
            return VaultCommit.Conflict;
        }

        if (await db.SecretsOf(tenant).CountAsync(cancellationToken).ConfigureAwait(false) >= maxSecrets)
        {
            return VaultCommit.Full;
        }

        object[] values = [tenant.ToString(), secret.Name, secret.Series, secret.Revision, VaultText.Write(secret)];
        return Commit(await db.Database.ExecuteSqlRawAsync(AddSecret, values, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Changes a secret, if nobody else was first: neither with this one, nor with one of the same name in its place.</summary>
    internal static async Task<VaultCommit> ReplaceAsync(this TenancyVaultContext db, TenantId tenant, StoredSecret secret, CancellationToken cancellationToken)
    {
        long before = secret.Revision - 1;
        string body = VaultText.Write(secret);
        return Commit(await db.SecretsOf(tenant).Where(r => r.Name == secret.Name && r.Series == secret.Series && r.Revision == before).ExecuteUpdateAsync(
            set => set.SetProperty(static r => r.Revision, secret.Revision).SetProperty(static r => r.Body, body), cancellationToken).ConfigureAwait(false));
    }

    internal static async Task<VaultCommit> AddAsync(this TenancyVaultContext db, TenantId tenant, StoredDataKeys keys, CancellationToken cancellationToken)
    {
        object[] values = [tenant.ToString(), keys.Series, keys.Revision, VaultText.Write(keys)];
        return Commit(await db.Database.ExecuteSqlRawAsync(AddKeys, values, cancellationToken).ConfigureAwait(false));
    }

    internal static async Task<VaultCommit> ReplaceAsync(this TenancyVaultContext db, TenantId tenant, StoredDataKeys keys, CancellationToken cancellationToken)
    {
        long before = keys.Revision - 1;
        string body = VaultText.Write(keys);
        return Commit(await db.KeysOf(tenant).Where(r => r.Series == keys.Series && r.Revision == before).ExecuteUpdateAsync(
            set => set.SetProperty(static r => r.Revision, keys.Revision).SetProperty(static r => r.Body, body), cancellationToken).ConfigureAwait(false));
    }

    internal static async Task<VaultCommit> RemoveAsync(this TenancyVaultContext db, TenantId tenant, string name, long revision, CancellationToken cancellationToken) =>
        Commit(await db.SecretsOf(tenant).Where(r => r.Name == name && r.Revision == revision).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false));

    private static VaultCommit Commit(int rows) => rows == 1 ? VaultCommit.Done : VaultCommit.Conflict;
}
