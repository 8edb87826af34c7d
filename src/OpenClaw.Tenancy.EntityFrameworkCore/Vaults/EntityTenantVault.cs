using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Vaults;

/// <summary>Secrets in a relational database, so over all processes that share it.</summary>
internal sealed class EntityTenantVault(IDbContextFactory<TenancyVaultContext> contexts, TenancyVaultTables tables) : ITenantVault
{
    private delegate Task<VaultCommit> Change(TenancyVaultContext db, TenantId tenant, CancellationToken cancellationToken);

    public bool IsDurable => true;

    public async ValueTask<StoredSecret?> FindAsync(VaultAccess access, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        SecretRow? row = await ReadAsync(
            access, (db, tenant, token) => db.SecretsOf(tenant).SingleOrDefaultAsync(r => r.Name == name, token), cancellationToken).ConfigureAwait(false);
        return row?.ToSecret();
    }

    public async ValueTask<IReadOnlyList<StoredSecret>> ListAsync(VaultAccess access, string? after, int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        List<SecretRow> page = await ReadAsync(
            access,
            (db, tenant, token) =>
            {
                IQueryable<SecretRow> rows = db.SecretsOf(tenant);
                rows = after is null ? rows : rows.Where(r => r.Name.CompareTo(after) > 0);
                return rows.OrderBy(static r => r.Name).Take(max).ToListAsync(token);
            },
            cancellationToken).ConfigureAwait(false);
        return page.ConvertAll(static r => r.ToSecret());
    }

    public async ValueTask<StoredDataKeys?> FindKeysAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        SecretKeysRow? row = await ReadAsync(access, static (db, tenant, token) => db.KeysOf(tenant).SingleOrDefaultAsync(token), cancellationToken).ConfigureAwait(false);
        return row?.ToKeys();
    }

    public ValueTask<VaultCommit> SaveAsync(VaultAccess access, StoredSecret secret, StoredDataKeys? keys, int maxSecrets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return WriteAsync(
            access,
            secret.Tenant,
            async (db, tenant, token) =>
                !StoredDataKeys.Permit((await db.HoldKeysAsync(tenant, token).ConfigureAwait(false))?.ToKeys(), keys, secret) ? VaultCommit.Conflict
                : secret.Revision == 1 ? await db.AddAsync(tenant, secret, maxSecrets, token).ConfigureAwait(false)
                : await db.ReplaceAsync(tenant, secret, token).ConfigureAwait(false),
            cancellationToken);
    }

    public ValueTask<VaultCommit> SaveKeysAsync(VaultAccess access, StoredDataKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return WriteAsync(
            access,
            keys.Tenant,
            async (db, tenant, token) =>
                keys.Revision == 1 ? await db.AddAsync(tenant, keys, token).ConfigureAwait(false)
                : await db.HoldKeysAsync(tenant, token).ConfigureAwait(false) is { } kept && kept.ToKeys().IsFollowedBy(keys)
                    ? await db.ReplaceAsync(tenant, keys, token).ConfigureAwait(false)
                    : VaultCommit.Conflict,
            cancellationToken);
    }

    public ValueTask<VaultCommit> RemoveAsync(VaultAccess access, string name, long revision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return WriteAsync(access, owner: null, (db, tenant, token) => db.RemoveAsync(tenant, name, revision, token), cancellationToken);
    }

    public async ValueTask ShredAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        await WriteAsync(
            access,
            owner: null,
            static async (db, tenant, token) =>
            {
                // Held first, as by whoever saves, so that the two wait for each other and never in a circle.
                await db.HoldKeysAsync(tenant, token).ConfigureAwait(false);
                await db.KeysOf(tenant).ExecuteDeleteAsync(token).ConfigureAwait(false);
                await db.SecretsOf(tenant).ExecuteDeleteAsync(token).ConfigureAwait(false);
                return VaultCommit.Done;
            },
            cancellationToken).ConfigureAwait(false);
        TenancyVaultContext context = await contexts.CreateDbContextAsync(CancellationToken.None).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            await SqliteErasure.CutLogAsync(context).ConfigureAwait(false);
        }
    }

    private async ValueTask<T> ReadAsync<T>(VaultAccess access, Func<TenancyVaultContext, TenantId, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        TenantId tenant = access.RequireTenant();
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        TenancyVaultContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            T found = await read(context, tenant, cancellationToken).ConfigureAwait(false);
            RequireStill(access, tenant);
            return found;
        }
    }

    private async ValueTask<VaultCommit> WriteAsync(VaultAccess access, string? owner, Change change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        TenantId tenant = access.RequireTenant();
        if (owner is not null && owner != tenant.ToString())
        {
            throw new TenantMismatchException("What is to be kept is another tenant's. Keep it under its own.");
        }

        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        TenancyVaultContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.Database.CreateExecutionStrategy().ExecuteAsync(
                token => WriteOnceAsync(access, tenant, change, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<VaultCommit> WriteOnceAsync(VaultAccess access, TenantId tenant, Change change, CancellationToken cancellationToken)
    {
        TenancyVaultContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // At "read committed" a second writer waits for the first one's commit and then sees that it was second; at a stricter level it would fail instead.
            IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                VaultCommit outcome = await change(context, tenant, cancellationToken).ConfigureAwait(false);
                if (outcome == VaultCommit.Done)
                {
                    // SECURITY: the last thing before it counts. Waiting for others may have taken long.
                    RequireStill(access, tenant);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }

                return outcome;
            }
        }
    }

    private static void RequireStill(VaultAccess access, TenantId tenant)
    {
        if (access.RequireTenant() != tenant)
        {
            throw new TenantMismatchException("The right belongs to another tenant than at its beginning. Begin anew.");
        }
    }
}
