using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>An identity is verified or refused with a reason, and nothing in between.</summary>
public sealed class IdentityVerificationTests
{
    [Theory]
    [InlineData(DenyReason.None, DenyReason.TokenInvalid)]
    [InlineData(DenyReason.Unspecified, DenyReason.TokenInvalid)]
    [InlineData(DenyReason.Expired, DenyReason.Expired)]
    public void Refusal_has_a_reason_whatever_it_was_made_of(DenyReason given, DenyReason kept)
    {
        var found = IdentityVerification.Refused(given, "word");

        Assert.Equal((false, null, kept, "word"), (found.IsVerified, found.Identity, found.Reason, found.Detail));
        Assert.Throws<ArgumentNullException>(() => IdentityVerification.Verified(null!));
    }
}
