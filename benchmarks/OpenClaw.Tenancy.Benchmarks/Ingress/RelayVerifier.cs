using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Benchmarks.Ingress;

/// <summary>Takes a credential for what it says: a tenant's name.</summary>
internal sealed class RelayVerifier(TenantIssuer door) : ICredentialVerifier
{
    public const string Issuer = "relay";

    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken) =>
        new(CredentialVerification.From(Accept(credential.Text), reusable: false));

    public ClaimAcceptance Accept(string tenant)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return door.Accept(new TenantClaim
        {
            Issuer = Issuer,
            Tenant = tenant,
            Subject = "alice",
            Scopes = [$"operator.admin@{tenant}"],
            IssuedAt = now,
            ExpiresAt = now.AddMinutes(30),
        });
    }
}
