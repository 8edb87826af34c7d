using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Benchmarks;

/// <summary>Holds an issuer's door, so that claims can be made without tokens.</summary>
internal sealed class OpenIssuer(TenantIssuer door) : ICredentialVerifier
{
    public TenantIssuer Door { get; } = door;

    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken) => new(CredentialVerification.NotMine);
}
