using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>Reads credentials in the clear, as <c>tenant|scope|scope</c>; bare scopes are put on the tenant's axis. "throw" throws, "hang" waits for ever.</summary>
public sealed class PlainVerifier(TenantIssuer door) : ICredentialVerifier
{
    public async ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        string[] parts = credential.Text.Split('|');
        if (parts is ["throw"])
        {
            throw new InvalidOperationException("secret-in-the-message");
        }

        await Task.Yield();
        string tenant = parts[0];
        return !TenantId.TryFrom(tenant, out _) && tenant != "platform" ? CredentialVerification.NotMine : CredentialVerification.From(
            door.Accept(new TenantClaim
            {
                Issuer = "plain",
                Tenant = tenant,
                Subject = "someone",
                Scopes = [.. parts.Skip(1).Select(s => tenant == "platform" || s.Contains('@', StringComparison.Ordinal) ? s : $"{s}@{tenant}")],
                IssuedAt = TimeProvider.System.GetUtcNow().AddSeconds(-1),
                ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(1),
            }),
            reusable: true);
    }
}
