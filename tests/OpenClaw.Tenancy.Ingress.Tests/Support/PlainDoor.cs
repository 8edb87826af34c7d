using System.Globalization;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Ingress.Tests.Support;

/// <summary>Reads credentials in the clear: <c>plain:tenant:subject:milliseconds:scope,scope</c>. Bare scopes are put on the tenant's axis.</summary>
public sealed class PlainDoor(TenantIssuer door) : ICredentialVerifier
{
    public const string Issuer = "plain";

    public static string Credential(string tenant, string scopes = "operator.read,operator.write", string subject = "alice", int milliseconds = 600_000) =>
        $"plain:{tenant}:{subject}:{milliseconds.ToString(CultureInfo.InvariantCulture)}:{scopes}";

    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken) =>
        new(credential.Text.Split(':') is ["plain", ..] ? CredentialVerification.From(Accept(credential.Text), reusable: false) : CredentialVerification.NotMine);

    public ClaimAcceptance Accept(string text)
    {
        string[] parts = text.Split(':');
        string tenant = parts[1];
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return door.Accept(new TenantClaim
        {
            Issuer = Issuer,
            Tenant = tenant,
            Subject = parts[2],
            Scopes = [.. parts[4].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => tenant == "platform" ? s : $"{s}@{tenant}")],
            IssuedAt = now,
            ExpiresAt = now.AddMilliseconds(int.Parse(parts[3], CultureInfo.InvariantCulture)),
        });
    }
}
