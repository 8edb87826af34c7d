using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>The credentials that are the tenants' secrets: each use is decided, recorded by name, and leased.</summary>
internal sealed class SecretCredentials(ITenantSecretReader reader) : IEgressCredentialSource
{
    public async ValueTask<TResult?> UseAsync<TResult>(
        TenantContext context, SecretName secret, Func<ReadOnlyMemory<byte>, TResult?> use, CancellationToken cancellationToken)
        where TResult : class
    {
        SecretReading reading = await reader.OpenAsync(context, secret, version: null, cancellationToken).ConfigureAwait(false);
        using SecretLease? lease = reading.Lease;
        return lease is null ? null : use(lease.Read());
    }
}
