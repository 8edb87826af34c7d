using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>The vault, asked with patience, and its answers looked at: what is another tenant's or another name's is not taken.</summary>
internal sealed class SecretVault(ITenantVault vault, VaultPatience patience)
{
    // SECURITY: with all its versions at their largest one secret is half a megabyte, and many may ask at once.
    internal const int PageSize = 16;

    internal async ValueTask<StoredSecret?> FindAsync(VaultAccess access, string name, CancellationToken cancellationToken)
    {
        StoredSecret? secret = await patience.AskAsync(token => vault.FindAsync(access, name, token), late: null, cancellationToken).ConfigureAwait(false);
        return secret is null || (IsOf(secret, access) && string.Equals(secret.Name, name)) ? secret : throw new SecretRefusal(SecretFault.Unreadable);
    }

    internal async ValueTask<IReadOnlyList<StoredSecret>> ListAsync(VaultAccess access, string? after, int max, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredSecret> secrets = await patience.AskAsync(
            token => vault.ListAsync(access, after, max, token), late: null, cancellationToken).ConfigureAwait(false);

        // SECURITY: a vault that does not go on would show one secret many times, and keep whoever goes through all of them going for ever.
        return secrets.All(s => IsOf(s, access)) && (secrets.Count == 0 || string.CompareOrdinal(secrets[^1].Name, after) > 0)
            ? secrets : throw new SecretRefusal(SecretFault.Unreadable);
    }

    internal async ValueTask<StoredDataKeys?> FindKeysAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        StoredDataKeys? keys = await patience.AskAsync(token => vault.FindKeysAsync(access, token), late: null, cancellationToken).ConfigureAwait(false);
        return keys is null || (string.Equals(keys.Tenant, access.RequireTenant().ToString()) && keys.Keys.Count != 0 && keys.Keys.All(static k => k is not null))
            ? keys : throw new SecretRefusal(SecretFault.Unreadable);
    }

    internal ValueTask<VaultCommit> SaveAsync(VaultAccess access, StoredSecret secret, StoredDataKeys? keys, int maxSecrets, CancellationToken cancellationToken) =>
        CommitAsync(token => vault.SaveAsync(access, secret, keys, maxSecrets, token), cancellationToken);

    internal ValueTask<VaultCommit> SaveKeysAsync(VaultAccess access, StoredDataKeys keys, CancellationToken cancellationToken) =>
        CommitAsync(token => vault.SaveKeysAsync(access, keys, token), cancellationToken);

    internal ValueTask<VaultCommit> RemoveAsync(VaultAccess access, string name, long revision, CancellationToken cancellationToken) =>
        CommitAsync(token => vault.RemoveAsync(access, name, revision, token), cancellationToken);

    internal async ValueTask ShredAsync(VaultAccess access, CancellationToken cancellationToken) => _ = await patience.AskAsync(
        async token =>
        {
            await vault.ShredAsync(access, token).ConfigureAwait(false);
            return true;
        },
        late: null,
        cancellationToken).ConfigureAwait(false);

    // SECURITY: an answer that is none of those that are known counts as not known.
    private async ValueTask<VaultCommit> CommitAsync(Func<CancellationToken, ValueTask<VaultCommit>> commit, CancellationToken cancellationToken)
    {
        VaultCommit done = await patience.AskAsync(commit, late: null, cancellationToken).ConfigureAwait(false);
        return done is VaultCommit.Done or VaultCommit.Conflict or VaultCommit.Full ? done : throw new SecretRefusal(SecretFault.Unavailable);
    }

    private static bool IsOf(StoredSecret secret, VaultAccess access) =>
        string.Equals(secret.Tenant, access.RequireTenant().ToString()) && secret.Versions.Count != 0
        && IsMoment(secret.CreatedTicks) && secret.Versions.All(IsVersion);

    private static bool IsVersion(StoredSecretVersion? version) =>
        version is not null && version.Number > 0 && IsMoment(version.CreatedTicks)
        && IsMoment(version.ExpiresTicks ?? 0) && IsMoment(version.RetiresTicks ?? 0) && IsMoment(version.RevokedTicks ?? 0);

    private static bool IsMoment(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
}
