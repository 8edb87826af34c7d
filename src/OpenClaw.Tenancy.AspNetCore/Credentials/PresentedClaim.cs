using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Credentials;

/// <summary>What the credentials of a request came to: one verified claim, or why there is none.</summary>
internal readonly record struct PresentedClaim(VerifiedTenantClaim? Claim, DenyReason Fault, string? Detail)
{
    internal static PresentedClaim None => new(null, DenyReason.ClaimMissing, null);

    internal static PresentedClaim From(CredentialVerification verification) => new(verification.Claim, verification.Reason, verification.Detail);

    /// <summary>Whether there was a credential at all.</summary>
    internal bool IsPresent => Fault != DenyReason.ClaimMissing;

    /// <summary>What two credentials come to: two accepted ones are ambiguous, and one that was refused refuses the request.</summary>
    internal static PresentedClaim Both(PresentedClaim left, PresentedClaim right)
    {
        if (!left.IsPresent)
        {
            return right;
        }

        return !right.IsPresent ? left
            : left.Claim is null ? left
            : right.Claim is null ? right
            : new PresentedClaim(null, DenyReason.ClaimAmbiguous, "two_credentials");
    }
}
