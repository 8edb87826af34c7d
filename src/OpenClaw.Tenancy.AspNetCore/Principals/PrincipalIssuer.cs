using System.Globalization;
using System.Security.Claims;
using OpenClaw.Tenancy.AspNetCore.Credentials;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Principals;

/// <summary>Takes the principal that the host's own authentication made for the tenant claim of one issuer.</summary>
/// <remarks>A claim counts when an authenticated identity holds it and this very issuer issued it (<see cref="Claim.Issuer"/>).</remarks>
internal sealed class PrincipalIssuer(TenantIssuer issuer, PrincipalIssuerOptions options, TimeProvider time)
{
    // Where an inbound claim map renamed a claim, this property of it keeps the name that the token had.
    private const string ShortName = "http://schemas.xmlsoap.org/ws/2005/05/identity/claimproperties/ShortTypeName";

    internal PresentedClaim Read(ClaimsPrincipal principal)
    {
        // SECURITY: an identity that was not authenticated says nothing, whatever it carries.
        Claim[] claims = [.. principal.Identities.Where(static i => i.IsAuthenticated).SelectMany(static i => i.Claims).Where(c => string.Equals(c.Issuer, issuer.Name))];
        if (claims.Length == 0)
        {
            return PresentedClaim.None;
        }

        Claim[] tenants = Find(claims, options.TenantClaim);
        Claim[] subjects = Find(claims, options.SubjectClaim);
        if (tenants.Length > 1 || subjects.Length > 1)
        {
            return new PresentedClaim(null, DenyReason.ClaimAmbiguous, tenants.Length > 1 ? "two_tenant_claims" : "two_subject_claims");
        }

        if (tenants is not [{ ValueType: ClaimValueTypes.String } tenant] || subjects is not [{ ValueType: ClaimValueTypes.String } subject])
        {
            return new PresentedClaim(null, DenyReason.TokenInvalid, "tenant_or_subject_claim");
        }

        Claim[] ends = Find(claims, "exp");
        if (ends.Length > 1 || (ends.Length == 1 && Time(ends) is null))
        {
            return new PresentedClaim(null, DenyReason.TokenInvalid, "end_claim");
        }

        ClaimAcceptance acceptance = issuer.Accept(new TenantClaim
        {
            Issuer = issuer.Name,
            Tenant = tenant.Value,
            Subject = subject.Value,
            Scopes = Values(claims, options.ScopeClaim),
            Roles = Values(claims, options.RoleClaim),
            // Without a readable beginning it counts as older than every revocation.
            IssuedAt = Time(Find(claims, "iat")) ?? DateTimeOffset.MinValue,
            // A principal without an end of its own is looked at anew on each request.
            ExpiresAt = Time(ends) ?? time.GetUtcNow() + issuer.MaxLifetime,
            CredentialId = Find(claims, "jti") is [{ Value.Length: > 0 } id] ? id.Value : null,
        });
        return new PresentedClaim(acceptance.Claim, acceptance.Reason, acceptance.Detail);
    }

    private static string[] Values(Claim[] claims, string? name) => name is null ? [] : [.. Find(claims, name).Select(static c => c.Value)];

    private static DateTimeOffset? Time(Claim[] found) =>
        found is [var one] && long.TryParse(one.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static Claim[] Find(Claim[] claims, string name) =>
        [.. claims.Where(c => string.Equals(c.Type, name) || (c.Properties.TryGetValue(ShortName, out string? original) && string.Equals(original, name)))];
}
