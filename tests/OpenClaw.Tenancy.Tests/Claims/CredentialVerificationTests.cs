using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>An answer is given again only where it let somebody in, where it may be, and where whoever remembers the credential still says so.</summary>
public sealed class CredentialVerificationTests
{
    [Fact]
    public void Answer_that_may_not_be_reused_or_is_a_refusal_is_not_given_again()
    {
        using var world = new TestWorld();
        ClaimAcceptance accepted = new Assertion(world).Present();
        ClaimAcceptance refused = new Assertion(world) { Tenant = "nobody" }.Present();
        var remembered = new Remembered();

        Assert.True(CredentialVerification.From(accepted, reusable: true).StillHolds());
        Assert.False(CredentialVerification.From(accepted, reusable: false).StillHolds());
        Assert.False(CredentialVerification.From(refused, reusable: true).StillHolds());
        Assert.False(CredentialVerification.From(refused, remembered).StillHolds());
        Assert.Equal((false, refused.Reason, refused.Detail), Said(CredentialVerification.From(refused, remembered)));
        Assert.Equal((false, refused.Reason, refused.Detail), Said(CredentialVerification.From(refused, reusable: true)));
    }

    [Fact]
    public void Remembered_credential_is_asked_for_each_time()
    {
        using var world = new TestWorld();
        var remembered = new Remembered();
        var found = CredentialVerification.From(new Assertion(world).Present(), remembered);

        Assert.Equal((true, true), (found.IsAccepted, found.StillHolds()));
        remembered.Holds = false;
        Assert.False(found.StillHolds());
        remembered.Holds = true;
        Assert.True(found.StillHolds());
        Assert.Throws<ArgumentNullException>(() => CredentialVerification.From(new Assertion(world).Present(), null!));
    }

    [Theory]
    [InlineData(DenyReason.None, DenyReason.TokenInvalid)]
    [InlineData(DenyReason.Unspecified, DenyReason.TokenInvalid)]
    [InlineData(DenyReason.Expired, DenyReason.Expired)]
    public void Refusal_has_a_reason_whatever_it_was_made_of(DenyReason given, DenyReason kept) =>
        Assert.Equal((false, kept, "word"), Said(CredentialVerification.Refused(given, "word")));

    private static (bool, DenyReason, string?) Said(CredentialVerification found) => (found.IsAccepted, found.Reason, found.Detail);

    private sealed class Remembered : IRememberedCredential
    {
        public bool Holds { get; set; } = true;

        public bool StillHolds() => Holds;
    }
}
