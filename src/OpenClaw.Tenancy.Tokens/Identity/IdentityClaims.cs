using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>The claims of identity tokens that mean something of their own.</summary>
internal static class IdentityClaims
{
    // SECURITY: the second row changes hands. Whoever gets a domain or a name again would get the tenant with it.
    private static readonly FrozenSet<string> NoTenants = new[]
    {
        "iss", "sub", "aud", "azp", "exp", "nbf", "iat", "jti", "nonce", "auth_time", "acr", "amr", "at_hash", "c_hash", "cnf", "act",
        "email", "email_verified", "name", "given_name", "family_name", "nickname", "preferred_username", "upn", "unique_name", "phone_number", "address", "profile", "website",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    internal static bool MayNameTenant(string claim) => claim.Length != 0 && !NoTenants.Contains(claim);
}
