namespace OpenClaw.Tenancy.Vaults;

/// <summary>Where sealed secrets and wrapped data keys of tenants are kept. It compares and sets, opens nothing and judges nothing.</summary>
/// <remarks>
/// A singleton; must be safe for use by many threads, and of many processes where it is shared. Each method asks its
/// <see cref="VaultAccess"/> for the tenant, reaches nothing of another one, and asks again as the last thing before a commit.
/// An exception is a refusal, and leaves everything as it was.
/// </remarks>
public interface ITenantVault
{
    /// <summary>Whether what it keeps outlives the process. Then the key that wraps it must too.</summary>
    bool IsDurable { get; }

    /// <summary>Finds a secret with its versions, as one commit left it.</summary>
    /// <param name="access">The right.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What is kept, or null.</returns>
    ValueTask<StoredSecret?> FindAsync(VaultAccess access, string name, CancellationToken cancellationToken);

    /// <summary>Finds the secrets of the tenant in the ordinal order of their names.</summary>
    /// <param name="access">The right.</param>
    /// <param name="after">The name behind which the page begins, or null for the beginning.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What is kept.</returns>
    ValueTask<IReadOnlyList<StoredSecret>> ListAsync(VaultAccess access, string? after, int max, CancellationToken cancellationToken);

    /// <summary>Finds the data keys of the tenant.</summary>
    /// <param name="access">The right.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What is kept, or null where the tenant has none.</returns>
    ValueTask<StoredDataKeys?> FindKeysAsync(VaultAccess access, CancellationToken cancellationToken);

    /// <summary>Adds a secret or changes it, if nobody was quicker: with its secret and with the tenant's keys.</summary>
    /// <param name="access">The right.</param>
    /// <param name="secret">The secret as it is to be. Its revision is one above the one that is kept; 1 for a new one.</param>
    /// <param name="keys">The tenant's keys as the caller read them, or null where it had none. They are compared with those that are kept (<see cref="StoredDataKeys.Permit"/>), so that nothing is saved under a key that is gone meanwhile.</param>
    /// <param name="maxSecrets">How many secrets the tenant may have with this one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of it.</returns>
    ValueTask<VaultCommit> SaveAsync(VaultAccess access, StoredSecret secret, StoredDataKeys? keys, int maxSecrets, CancellationToken cancellationToken);

    /// <summary>Adds the tenant's keys or changes them, if nobody was quicker.</summary>
    /// <param name="access">The right.</param>
    /// <param name="keys">The keys as they are to be. Their revision is one above the one that is kept; 1 for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of it.</returns>
    ValueTask<VaultCommit> SaveKeysAsync(VaultAccess access, StoredDataKeys keys, CancellationToken cancellationToken);

    /// <summary>Removes a secret with all its versions for good, if nobody was quicker.</summary>
    /// <param name="access">The right.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="revision">The revision that it has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of it.</returns>
    ValueTask<VaultCommit> RemoveAsync(VaultAccess access, string name, long revision, CancellationToken cancellationToken);

    /// <summary>Removes the tenant's data keys, and then its secrets. Once the keys are gone, no copy of a secret can be opened any more.</summary>
    /// <param name="access">The right.</param>
    /// <param name="cancellationToken">Ends the wait; called again after a failure.</param>
    /// <returns>A task that ends when they are gone.</returns>
    ValueTask ShredAsync(VaultAccess access, CancellationToken cancellationToken);
}
