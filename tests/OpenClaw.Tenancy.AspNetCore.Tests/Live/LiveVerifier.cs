using System.Globalization;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>Reads credentials in the clear: <c>live:tenant:subject:id:milliseconds:scope,scope</c>. Bare scopes are put on the tenant's axis.</summary>
public sealed class LiveVerifier(TenantIssuer door) : ICredentialVerifier
{
    public const string Issuer = "live";

    public static string Credential(string tenant, string subject, string scopes = "operator.read", int milliseconds = 60_000, string? id = null) =>
        $"live:{tenant}:{subject}:{id ?? subject}:{milliseconds.ToString(CultureInfo.InvariantCulture)}:{scopes}";

    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        string[] parts = credential.Text.Split(':');
        if (parts is not ["live", var tenant, var subject, var id, var milliseconds, var scopes])
        {
            return new(CredentialVerification.NotMine);
        }

        return new(CredentialVerification.From(
            door.Accept(new TenantClaim
            {
                Issuer = Issuer,
                Tenant = tenant,
                Subject = subject,
                CredentialId = id,
                Scopes = [.. scopes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => tenant == "platform" ? s : $"{s}@{tenant}")],
                IssuedAt = TimeProvider.System.GetUtcNow().AddSeconds(-1),
                ExpiresAt = TimeProvider.System.GetUtcNow().AddMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)),
            }),
            reusable: false));
    }
}
