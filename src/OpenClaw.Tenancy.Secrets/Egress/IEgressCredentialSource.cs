using System.Buffers;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Gives the credential that goes with one outbound request.</summary>
/// <remarks>
/// A singleton; must be safe for use by many threads. It is asked anew for each request, so that what was revoked goes out no more. It
/// gives what belongs to the scope's tenant, or nothing: never another tenant's, and never one that several tenants share.
/// </remarks>
public interface IEgressCredentialSource
{
    /// <summary>Opens a credential.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="secret">The secret's name.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The credential's bytes, which are given back when the header is made; or null where there is none that may be used now.</returns>
    ValueTask<IMemoryOwner<byte>?> OpenAsync(TenantContext context, SecretName secret, CancellationToken cancellationToken);
}
