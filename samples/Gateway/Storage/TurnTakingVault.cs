using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>Secrets in the gateway's own database: who writes there waits for his turn, and what is taken away leaves the files as a deleted session does.</summary>
internal sealed class TurnTakingVault(ITenantVault vault, IGatewayDatabase database) : ITenantVault
{
    public bool IsDurable => vault.IsDurable;

    public ValueTask<StoredSecret?> FindAsync(VaultAccess access, string name, CancellationToken cancellationToken) => vault.FindAsync(access, name, cancellationToken);

    public ValueTask<IReadOnlyList<StoredSecret>> ListAsync(VaultAccess access, string? after, int max, CancellationToken cancellationToken) =>
        vault.ListAsync(access, after, max, cancellationToken);

    public ValueTask<StoredDataKeys?> FindKeysAsync(VaultAccess access, CancellationToken cancellationToken) => vault.FindKeysAsync(access, cancellationToken);

    public async ValueTask<VaultCommit> SaveAsync(VaultAccess access, StoredSecret secret, StoredDataKeys? keys, int maxSecrets, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(access.RequireTenant(), cancellationToken);
        return await vault.SaveAsync(access, secret, keys, maxSecrets, cancellationToken);
    }

    public async ValueTask<VaultCommit> SaveKeysAsync(VaultAccess access, StoredDataKeys keys, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(access.RequireTenant(), cancellationToken);
        return await vault.SaveKeysAsync(access, keys, cancellationToken);
    }

    public async ValueTask<VaultCommit> RemoveAsync(VaultAccess access, string name, long revision, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(access.RequireTenant(), cancellationToken);
        await database.BeforeDeletionAsync(cancellationToken);
        VaultCommit commit = await vault.RemoveAsync(access, name, revision, cancellationToken);

        // Where somebody still reads in the log, the next start cuts it: what is left until then is sealed.
        await database.AfterDeletionAsync(CancellationToken.None);
        return commit;
    }

    public async ValueTask ShredAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(access.RequireTenant(), cancellationToken);
        await database.BeforeDeletionAsync(cancellationToken);
        await vault.ShredAsync(access, cancellationToken);
        await database.AfterDeletionAsync(CancellationToken.None);
    }
}
