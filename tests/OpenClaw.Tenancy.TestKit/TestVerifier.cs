using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.TestKit;

/// <summary>Holds the door that an issuer's verifier is handed, so that a test can present claims.</summary>
public sealed class TestVerifier(TenantIssuer issuer) : ICredentialVerifier
{
    public TenantIssuer Issuer { get; } = issuer;

    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken) =>
        new(CredentialVerification.NotMine);
}
