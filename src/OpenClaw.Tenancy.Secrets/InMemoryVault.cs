using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>A vault that is gone with the process, for tests and development.</summary>
internal sealed class InMemoryVault : ITenantVault
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, VaultShelf> _shelves = [];

    public bool IsDurable => false;

    public ValueTask<StoredSecret?> FindAsync(VaultAccess access, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Read(access, shelf => shelf?.Secrets.GetValueOrDefault(name), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredSecret>> ListAsync(VaultAccess access, string? after, int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return Read<IReadOnlyList<StoredSecret>>(
            access,
            shelf => shelf is null ? [] : [.. shelf.Secrets.Values.Where(s => string.CompareOrdinal(s.Name, after) > 0).Take(max)],
            cancellationToken);
    }

    public ValueTask<StoredDataKeys?> FindKeysAsync(VaultAccess access, CancellationToken cancellationToken) => Read(access, static shelf => shelf?.Keys, cancellationToken);

    public ValueTask<VaultCommit> SaveAsync(VaultAccess access, StoredSecret secret, StoredDataKeys? keys, int maxSecrets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Commit(access, secret.Tenant, shelf => shelf.Save(secret, keys, maxSecrets), cancellationToken);
    }

    public ValueTask<VaultCommit> SaveKeysAsync(VaultAccess access, StoredDataKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Commit(access, keys.Tenant, shelf => shelf.SaveKeys(keys), cancellationToken);
    }

    public ValueTask<VaultCommit> RemoveAsync(VaultAccess access, string name, long revision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Commit(access, owner: null, shelf => shelf.Remove(name, revision), cancellationToken);
    }

    public ValueTask ShredAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _shelves.Remove(access.RequireTenant());
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask<T> Read<T>(VaultAccess access, Func<VaultShelf?, T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new ValueTask<T>(read(_shelves.GetValueOrDefault(access.RequireTenant())));
        }
    }

    private ValueTask<VaultCommit> Commit(VaultAccess access, string? owner, Func<VaultShelf, VaultCommit> commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            TenantId tenant = access.RequireTenant();
            if (owner is not null && !string.Equals(owner, tenant.ToString()))
            {
                throw new TenantMismatchException("What is to be kept is another tenant's than the vault that was opened.");
            }

            if (!_shelves.TryGetValue(tenant, out VaultShelf? shelf))
            {
                _shelves[tenant] = shelf = new VaultShelf();
            }

            return new ValueTask<VaultCommit>(commit(shelf));
        }
    }
}
