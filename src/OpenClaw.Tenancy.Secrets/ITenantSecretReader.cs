using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Opens the secrets of the tenant of a scope, one by its name. Nothing lists values, and nothing falls back to another tenant's or a shared one.</summary>
/// <remarks>
/// A singleton from dependency injection, safe for use by many threads. Each call is decided by the engine, and recorded by the
/// secret's name before it happens. A refusal is a value; an exception is misuse.
/// </remarks>
public interface ITenantSecretReader
{
    /// <summary>Opens a secret for as long as its lease lives.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="version">The number of the version, or null for the current one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The lease, or why there is none.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    ValueTask<SecretReading> OpenAsync(TenantContext context, SecretName name, int? version, CancellationToken cancellationToken);

    /// <summary>Opens the current version of a secret for one piece of work, and zeroes its bytes when that ends.</summary>
    /// <typeparam name="TResult">What the work gives back.</typeparam>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="use">The work; what it throws is thrown on. The bytes are its own until it ends and no longer.</param>
    /// <param name="cancellationToken">Ends the call; handed to the work.</param>
    /// <returns>What the work gave back, or why it was not begun.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    ValueTask<SecretUse<TResult>> UseAsync<TResult>(
        TenantContext context, SecretName name, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<TResult>> use, CancellationToken cancellationToken);
}
