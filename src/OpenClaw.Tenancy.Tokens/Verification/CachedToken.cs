using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>A token that was accepted, whole, with what came of it.</summary>
internal sealed class CachedToken(string token, CredentialVerification verification, VerifiedTenantClaim claim)
{
    internal string Token { get; } = token;

    internal CredentialVerification Verification { get; } = verification;

    internal TenantId Tenant { get; } = claim.Tenant;

    internal DateTimeOffset ExpiresAt { get; } = claim.ExpiresAt;
}
