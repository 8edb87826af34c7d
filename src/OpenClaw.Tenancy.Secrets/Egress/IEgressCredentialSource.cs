using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Gives the credential that goes with one outbound request. Where none is registered, it is the tenant's secret, by <see cref="ITenantSecretReader"/>.</summary>
/// <remarks>
/// A singleton; must be safe for use by many threads. It is asked anew for each request, so that what was revoked goes out no more. It
/// gives what belongs to the scope's tenant, or nothing: never another tenant's, and never one that several tenants share.
/// </remarks>
public interface IEgressCredentialSource
{
    /// <summary>Opens a credential for one piece of work.</summary>
    /// <typeparam name="TResult">What the work makes of it.</typeparam>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="secret">The secret's name.</param>
    /// <param name="use">The work. The bytes are its own until it ends, and no longer.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>What the work gave back, or null where there is no credential that may be used now.</returns>
    ValueTask<TResult?> UseAsync<TResult>(TenantContext context, SecretName secret, Func<ReadOnlyMemory<byte>, TResult?> use, CancellationToken cancellationToken)
        where TResult : class;
}
