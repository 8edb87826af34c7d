using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;

namespace Docs.Snippets.Concepts;

public static class TenantIds
{
    public static TenantId[] Make()
    {
        // <snippet name="tenant-id">
        TenantId acme = TenantId.From("acme");
        bool upper = TenantId.TryFrom("Acme", out _);        // false: nothing is normalised
        bool reserved = TenantId.TryFrom("default", out _);  // false: reserved
        TenantId foreign = TenantId.FromExternal("https://login.example", "Example GmbH (4711)"); // x-- and base32
        // </snippet>
        return upper || reserved ? [] : [acme, foreign];
    }
}

// <snippet name="verifier">
public sealed record StoredKey(string Id, string Tenant, string Subject, string Role);

public interface IKeyStore
{
    ValueTask<StoredKey?> FindAsync(byte[] sha256, CancellationToken cancellationToken);
}

public sealed class KeyVerifier(TenantIssuer issuer, IKeyStore keys, TimeProvider time) : ICredentialVerifier
{
    public async ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        if (!credential.Text.StartsWith("key_", StringComparison.Ordinal))
        {
            return CredentialVerification.NotMine;      // another verifier may know it
        }

        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(credential.Text));
        if (await keys.FindAsync(digest, cancellationToken) is not { } key)
        {
            return CredentialVerification.Refused(DenyReason.TokenInvalid, "unknown_key");
        }

        ClaimAcceptance acceptance = issuer.Accept(new TenantClaim
        {
            Issuer = issuer.Name,
            Tenant = key.Tenant,
            Subject = key.Subject,
            Roles = [key.Role],
            ExpiresAt = time.GetUtcNow() + issuer.MaxLifetime,
            CredentialId = key.Id,
        });
        return CredentialVerification.From(acceptance, reusable: false);
    }
}
// </snippet>

public static class Issuers
{
    public static void Add(TenancyBuilder builder)
    {
        // <snippet name="add-issuer">
        builder.AddIssuer<ICredentialVerifier>(
            "https://keys.example",
            o => o.ForTenants("acme", "globex"),
            (services, door) => new KeyVerifier(
                door, services.GetRequiredService<IKeyStore>(), services.GetRequiredService<TimeProvider>()));
        // </snippet>
    }

    public static void Map(TenancyBuilder builder)
    {
        // <snippet name="map-issuer">
        builder.AddPrincipalIssuer(
            "https://login.example",
            tenantClaim: "org_id",
            roleClaim: "role",
            speaks: o => o.Map("org_2f9c", TenantId.From("acme")).Map("org_77aa", TenantId.From("globex")));
        // </snippet>
    }
}
