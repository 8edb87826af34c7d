using OpenClaw.Tenancy.Claims;

namespace Trimmed;

/// <summary>Takes the text of a credential for the name of a tenant: a real one would check a signature.</summary>
internal sealed class AnyCredential(TenantIssuer issuer, TimeProvider time) : ICredentialVerifier
{
    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        ClaimAcceptance acceptance = issuer.Accept(new TenantClaim
        {
            Issuer = issuer.Name,
            Tenant = credential.Text,
            Subject = "someone",
            Scopes = [$"operator.read@{credential.Text}"],
            IssuedAt = now,
            ExpiresAt = now + TimeSpan.FromMinutes(1),
        });
        return ValueTask.FromResult(CredentialVerification.From(acceptance, reusable: false));
    }
}
