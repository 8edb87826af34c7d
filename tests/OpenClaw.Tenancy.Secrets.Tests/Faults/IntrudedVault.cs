using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>A vault with an intruder before it.</summary>
internal sealed class IntrudedVault(ITenantVault vault, Intruder intruder) : ITenantVault
{
    public bool IsDurable => vault.IsDurable;

    public ValueTask<StoredSecret?> FindAsync(VaultAccess access, string name, CancellationToken cancellationToken) =>
        intruder.CallAsync(() => vault.FindAsync(access, name, cancellationToken));

    public ValueTask<IReadOnlyList<StoredSecret>> ListAsync(VaultAccess access, string? after, int max, CancellationToken cancellationToken) =>
        intruder.CallAsync(() => vault.ListAsync(access, after, max, cancellationToken));

    public ValueTask<StoredDataKeys?> FindKeysAsync(VaultAccess access, CancellationToken cancellationToken) =>
        intruder.CallAsync(() => vault.FindKeysAsync(access, cancellationToken));

    public ValueTask<VaultCommit> SaveAsync(VaultAccess access, StoredSecret secret, StoredDataKeys? keys, int maxSecrets, CancellationToken cancellationToken) =>
        intruder.CallAsync(() => vault.SaveAsync(access, secret, keys, maxSecrets, cancellationToken));

    public ValueTask<VaultCommit> SaveKeysAsync(VaultAccess access, StoredDataKeys keys, CancellationToken cancellationToken) =>
        intruder.CallAsync(() => vault.SaveKeysAsync(access, keys, cancellationToken));

    public ValueTask<VaultCommit> RemoveAsync(VaultAccess access, string name, long revision, CancellationToken cancellationToken) =>
        intruder.CallAsync(() => vault.RemoveAsync(access, name, revision, cancellationToken));

    public async ValueTask ShredAsync(VaultAccess access, CancellationToken cancellationToken) => await intruder.CallAsync(async () =>
    {
        await vault.ShredAsync(access, cancellationToken);
        return true;
    });
}
