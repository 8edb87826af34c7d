using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Puts, rotates, revokes and removes the secrets of the tenant of a scope, and its data keys. It reads no value.</summary>
/// <remarks>
/// A singleton from dependency injection, safe for use by many threads and, over a shared vault, of many processes. Each call is
/// decided by the engine, and recorded by name before it happens. A refusal is a value; an exception is misuse. After
/// <see cref="SecretFault.Unavailable"/> whether a change was made is not known; each can be called again.
/// </remarks>
public interface ITenantSecretWriter
{
    /// <summary>Makes a secret, or replaces its value at once: the version before is closed.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="value">The value; the caller's own copy is the caller's to clear.</param>
    /// <param name="options">What is said of the value, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new version, or why there is none.</returns>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    ValueTask<SecretChange> PutAsync(TenantContext context, SecretName name, ReadOnlyMemory<byte> value, SecretPutOptions? options, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a secret that is there a new current version. The one before is sealed anew with the time at which it is closed, and can be
    /// opened by its number until then. Where it does not open, nothing is changed: <see cref="PutAsync"/> takes its place without opening it.
    /// </summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="value">The value; the caller's own copy is the caller's to clear.</param>
    /// <param name="options">What is said of the value and of the one before, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new version, or why there is none.</returns>
    /// <exception cref="ArgumentException">The value is empty, or the overlap is negative.</exception>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    ValueTask<SecretChange> RotateAsync(TenantContext context, SecretName name, ReadOnlyMemory<byte> value, SecretRotateOptions? options, CancellationToken cancellationToken);

    /// <summary>Revokes a version, or every version: its sealed value is deleted, and no version before it takes its place.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="version">The number of the version, or null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it was done. Done again, it is done.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    ValueTask<SecretChange> RevokeAsync(TenantContext context, SecretName name, int? version, CancellationToken cancellationToken);

    /// <summary>Removes a secret with all its versions for good.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it was done.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    ValueTask<SecretChange> RemoveAsync(TenantContext context, SecretName name, CancellationToken cancellationToken);

    /// <summary>Lists the names of the tenant's secrets, and what is to be known of them but their values.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="after">The name behind which the page begins, or null for the beginning.</param>
    /// <param name="max">How many at most; 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The page, or why there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is outside its bounds.</exception>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    ValueTask<SecretListing> ListAsync(TenantContext context, SecretName? after, int max, CancellationToken cancellationToken);

    /// <summary>Gives the tenant a new data key, seals everything anew by it, and drops the one before. It finishes a rotation that was interrupted.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="cancellationToken">Ends the call; what is left is done by the next one.</param>
    /// <returns>Whether it was done; <see cref="SecretFault.NotFound"/> where the tenant has no data key.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    ValueTask<SecretChange> RotateDataKeyAsync(TenantContext context, CancellationToken cancellationToken);

    /// <summary>Wraps the tenant's data keys anew by the active key-encryption key. Nothing is sealed anew.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it was done; <see cref="SecretFault.NotFound"/> where the tenant has no data key.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    ValueTask<SecretChange> RewrapAsync(TenantContext context, CancellationToken cancellationToken);

    /// <summary>Deletes the tenant's data keys, and then its secrets: no copy of one can be opened any more, wherever it lies.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="cancellationToken">Ends the call; called again after a failure.</param>
    /// <returns>Whether it was done.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    ValueTask<SecretChange> ShredAsync(TenantContext context, CancellationToken cancellationToken);
}
