using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Files;

/// <summary>Secrets in the directory of their tenant: a file for each, and one for the keys.</summary>
/// <remarks>Several processes of one machine may share the directories. Safe for use by many threads.</remarks>
internal sealed class FileTenantVault(TenantDirectoryRoots roots, TimeProvider time) : ITenantVault
{
    private readonly VaultTurns _turns = new(time);

    public bool IsDurable => true;

    public async ValueTask<StoredSecret?> FindAsync(VaultAccess access, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        using VaultFolder folder = Open(access, cancellationToken);
        return await folder.SecretAsync(name, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<StoredSecret>> ListAsync(VaultAccess access, string? after, int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        using VaultFolder folder = Open(access, cancellationToken);
        var page = new List<StoredSecret>();
        foreach (string name in folder.Names(after, max, cancellationToken))
        {
            // One that was removed since the names were read is not there any more.
            if (await folder.SecretAsync(name, cancellationToken).ConfigureAwait(false) is { } secret)
            {
                page.Add(secret);
            }
        }

        return page;
    }

    public async ValueTask<StoredDataKeys?> FindKeysAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        using VaultFolder folder = Open(access, cancellationToken);
        return await folder.KeysAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<VaultCommit> SaveAsync(VaultAccess access, StoredSecret secret, StoredDataKeys? keys, int maxSecrets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return WriteAsync(
            access,
            secret.Tenant,
            async folder =>
            {
                if (!StoredDataKeys.Permit(await folder.KeysAsync(cancellationToken).ConfigureAwait(false), keys, secret))
                {
                    return VaultCommit.Conflict;
                }

                StoredSecret? kept = await folder.SecretAsync(secret.Name, cancellationToken).ConfigureAwait(false);
                if (kept is null ? secret.Revision != 1 : !kept.IsFollowedBy(secret))
                {
                    return VaultCommit.Conflict;
                }

                if (kept is null && folder.Count(cancellationToken) >= maxSecrets)
                {
                    return VaultCommit.Full;
                }

                await folder.WriteAsync(secret, cancellationToken).ConfigureAwait(false);
                return VaultCommit.Done;
            },
            cancellationToken);
    }

    public ValueTask<VaultCommit> SaveKeysAsync(VaultAccess access, StoredDataKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return WriteAsync(
            access,
            keys.Tenant,
            async folder =>
            {
                StoredDataKeys? kept = await folder.KeysAsync(cancellationToken).ConfigureAwait(false);
                if (kept is null ? keys.Revision != 1 : !kept.IsFollowedBy(keys))
                {
                    return VaultCommit.Conflict;
                }

                await folder.WriteAsync(keys, cancellationToken).ConfigureAwait(false);
                return VaultCommit.Done;
            },
            cancellationToken);
    }

    public ValueTask<VaultCommit> RemoveAsync(VaultAccess access, string name, long revision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return WriteAsync(
            access,
            owner: null,
            async folder =>
            {
                if ((await folder.SecretAsync(name, cancellationToken).ConfigureAwait(false))?.Revision != revision)
                {
                    return VaultCommit.Conflict;
                }

                folder.Remove(name);
                return VaultCommit.Done;
            },
            cancellationToken);
    }

    public async ValueTask ShredAsync(VaultAccess access, CancellationToken cancellationToken) => await WriteAsync(
        access,
        owner: null,
        folder =>
        {
            folder.TakeAway();

            // It counts already, so what is left of it goes whatever became of the right meanwhile.
            Finish(folder.Tenant);
            return Task.FromResult(VaultCommit.Done);
        },
        cancellationToken).ConfigureAwait(false);

    private async ValueTask<VaultCommit> WriteAsync(VaultAccess access, string? owner, Func<VaultFolder, Task<VaultCommit>> write, CancellationToken cancellationToken)
    {
        using VaultFolder folder = Open(access, cancellationToken);
        if (owner is not null && owner != folder.Tenant.ToString())
        {
            throw new TenantMismatchException("What is to be kept is another tenant's. Keep it under its own.");
        }

        return await _turns.RunAsync(
            folder,
            () =>
            {
                Finish(folder.Tenant);
                return write(folder);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private VaultFolder Open(VaultAccess access, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        cancellationToken.ThrowIfCancellationRequested();
        return new VaultFolder(roots.Open(access));
    }

    // INVARIANT: called by whoever has the turn, so that nothing of a living writer is swept away.
    private void Finish(TenantId tenant)
    {
        using var folder = new VaultFolder(roots.Open(VaultAccess.DangerousForOperator(tenant, "What a shredding or a dead writer left is deleted; nothing of it is read.")));
        folder.Sweep();
    }
}
