using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Support;

/// <summary>A vault of which a test sees each save before it is made, and may show readers something else than what is kept.</summary>
internal sealed class WatchedVault : ITenantVault, IDisposable
{
    private readonly SecretWorld? _host;
    private readonly ITenantVault _vault;

    /// <param name="vault">The vault behind it, or null for one in memory.</param>
    public WatchedVault(ITenantVault? vault = null) => _vault = vault ?? (_host = new SecretWorld()).Vault;

    public bool IsDurable => _vault.IsDurable;

    /// <summary>What happens once before the next secret is saved.</summary>
    public Func<Task>? BeforeSave { get; set; }

    /// <summary>What is answered in the place of what became of a save.</summary>
    public Func<VaultCommit, VaultCommit> Answer { get; set; } = static c => c;

    /// <summary>What is shown in the place of a secret.</summary>
    public Func<StoredSecret, StoredSecret> Secret { get; set; } = static s => s;

    /// <summary>What is shown in the place of the keys.</summary>
    public Func<StoredDataKeys, StoredDataKeys?> Keys { get; set; } = static k => k;

    /// <summary>How many secrets the largest page was asked to hold.</summary>
    public int LargestPage { get; private set; }

    public async ValueTask<StoredSecret?> FindAsync(VaultAccess access, string name, CancellationToken cancellationToken) =>
        await _vault.FindAsync(access, name, cancellationToken) is { } secret ? Secret(secret) : null;

    public async ValueTask<IReadOnlyList<StoredSecret>> ListAsync(VaultAccess access, string? after, int max, CancellationToken cancellationToken)
    {
        LargestPage = Math.Max(LargestPage, max);
        return [.. (await _vault.ListAsync(access, after, max, cancellationToken)).Select(s => Secret(s))];
    }

    public async ValueTask<StoredDataKeys?> FindKeysAsync(VaultAccess access, CancellationToken cancellationToken) =>
        await _vault.FindKeysAsync(access, cancellationToken) is { } keys ? Keys(keys) : null;

    public async ValueTask<VaultCommit> SaveAsync(VaultAccess access, StoredSecret secret, StoredDataKeys? keys, int maxSecrets, CancellationToken cancellationToken)
    {
        if (BeforeSave is { } before)
        {
            BeforeSave = null;
            await before();
        }

        return Answer(await _vault.SaveAsync(access, secret, keys, maxSecrets, cancellationToken));
    }

    public ValueTask<VaultCommit> SaveKeysAsync(VaultAccess access, StoredDataKeys keys, CancellationToken cancellationToken) => _vault.SaveKeysAsync(access, keys, cancellationToken);

    public ValueTask<VaultCommit> RemoveAsync(VaultAccess access, string name, long revision, CancellationToken cancellationToken) => _vault.RemoveAsync(access, name, revision, cancellationToken);

    public ValueTask ShredAsync(VaultAccess access, CancellationToken cancellationToken) => _vault.ShredAsync(access, cancellationToken);

    public void Dispose() => _host?.Dispose();
}
