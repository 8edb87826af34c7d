using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.TestKit.Vaults;

/// <summary>One vault that a test has opened, and what it needs of it besides the contract.</summary>
public abstract class VaultUnderTest : IAsyncDisposable
{
    protected const int Most = 256;

    public abstract ITenantVault Vault { get; }

    /// <summary>Whether what it keeps outlives the process.</summary>
    public virtual bool IsDurable => true;

    /// <summary>Puts a text in the place of a secret's, past the vault.</summary>
    public abstract Task SpoilSecretAsync(TenantId tenant, string name, string text);

    /// <summary>Puts a text in the place of the keys', past the vault.</summary>
    public abstract Task SpoilKeysAsync(TenantId tenant, string text);

    /// <summary>Takes the keys away, past the vault, and leaves the secrets.</summary>
    public abstract Task LoseKeysAsync(TenantId tenant);

    public abstract ValueTask DisposeAsync();

    public static VaultAccess Access(TenantId? tenant = null) => VaultAccess.DangerousForOperator(tenant ?? TestWorld.Acme, "a test");

    public async Task<StoredSecret?> Find(string name, TenantId? tenant = null) => await Vault.FindAsync(Access(tenant), name, CancellationToken.None);

    public async Task<StoredDataKeys?> Keys(TenantId? tenant = null) => await Vault.FindKeysAsync(Access(tenant), CancellationToken.None);

    public async Task<IReadOnlyList<StoredSecret>> All(TenantId? tenant = null) => await Vault.ListAsync(Access(tenant), null, 1000, CancellationToken.None);

    public async Task<string[]> Names(TenantId? tenant = null) => [.. (await All(tenant)).Select(static s => s.Name)];

    public Task<VaultCommit> Save(StoredSecret secret, long keysRevision = 1, int maxSecrets = Most) =>
        Save(secret, Sample.Keys(TenantId.From(secret.Tenant), keysRevision), maxSecrets);

    public async Task<VaultCommit> Save(StoredSecret secret, StoredDataKeys? read, int maxSecrets = Most) =>
        await Vault.SaveAsync(Access(TenantId.From(secret.Tenant)), secret, read, maxSecrets, CancellationToken.None);

    public async Task<VaultCommit> Save(StoredDataKeys keys) => await Vault.SaveKeysAsync(Access(TenantId.From(keys.Tenant)), keys, CancellationToken.None);

    public async Task<VaultCommit> Remove(string name, long revision, TenantId? tenant = null) =>
        await Vault.RemoveAsync(Access(tenant), name, revision, CancellationToken.None);

    public async Task Shred(TenantId? tenant = null) => await Vault.ShredAsync(Access(tenant), CancellationToken.None);

    /// <summary>All that a tenant has, as texts, to be compared.</summary>
    public async Task<string[]> Whole(TenantId? tenant = null) =>
        [await Keys(tenant) is { } keys ? VaultText.Write(keys) : "no keys", .. (await All(tenant)).Select(VaultText.Write)];

    /// <summary>Gives a tenant its first keys, and secrets.</summary>
    public async Task Fill(TenantId tenant, params string[] names)
    {
        if (await Save(Sample.Keys(tenant)) != VaultCommit.Done)
        {
            throw new InvalidOperationException("The keys were not kept.");
        }

        foreach (string name in names)
        {
            if (await Save(Sample.Secret(name, tenant)) != VaultCommit.Done)
            {
                throw new InvalidOperationException("A secret was not kept.");
            }
        }
    }
}
