using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Ids;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>The one door: what it lets through is exactly what was asserted, and what it refuses says why in a fixed word.</summary>
public sealed class AcceptTests
{
    [Fact]
    public void Accept_GoodClaim_KeepsWhatWasAsserted()
    {
        using var world = new TestWorld();

        VerifiedTenantClaim claim = new Assertion(world) { Subject = "ann", Scopes = ["operator.read@acme"], CredentialId = "c9" }.Present().Claim!;

        Assert.Equal(TestWorld.Acme, claim.Tenant);
        Assert.Equal("ann", claim.Subject);
        Assert.Equal(TestWorld.Idp, claim.Issuer);
        Assert.Equal("c9", claim.CredentialId);
        Assert.Equal("operator.read@acme", Assert.Single(claim.Scopes).ToString());
        Assert.Equal(world.Time.Now.AddMinutes(5), claim.ExpiresAt);
        Assert.False(claim.IsPlatform);
    }

    [Theory]
    [InlineData("IDP")]
    [InlineData("idp ")]
    [InlineData("")]
    [InlineData("other")]
    public void Accept_OtherIssuerText_IsRefused(string issuer)
    {
        using var world = new TestWorld();

        ClaimAcceptance acceptance = world.Issuer.Accept(new Assertion(world) { Issuer = issuer }.Build());

        Refused(acceptance, DenyReason.TokenInvalid, "issuer_differs");
    }

    [Theory]
    [MemberData(nameof(HostileTexts.OutsideGrammar), MemberType = typeof(HostileTexts))]
    [MemberData(nameof(HostileTexts.Reserved), MemberType = typeof(HostileTexts))]
    public void Accept_HostileTenantText_IsRefused(string tenant)
    {
        using var world = new TestWorld(build: static b => b.AddIssuer(
            "wide", static o => o.ForEveryTenant("the host's own"), static (_, issuer) => new TestVerifier(issuer)));

        Refused(new Assertion(world) { Issuer = "wide", Tenant = tenant }.Present(), DenyReason.TenantInactive, "tenant_not_of_issuer");
    }

    [Fact]
    public void Accept_NullTenant_IsRefused()
    {
        using var world = new TestWorld();

        Refused(new Assertion(world) { Tenant = null! }.Present(), DenyReason.TenantInactive, "tenant_not_of_issuer");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Accept_NoSubject_IsRefused(string? subject)
    {
        using var world = new TestWorld();

        Refused(new Assertion(world) { Subject = subject! }.Present(), DenyReason.TokenInvalid, "subject");
    }

    [Fact]
    public void Accept_LongSubject_IsRefusedBeyond256()
    {
        using var world = new TestWorld();

        Assert.True(new Assertion(world) { Subject = new string('a', 256) }.Present().IsAccepted);
        Refused(new Assertion(world) { Subject = new string('a', 257) }.Present(), DenyReason.TokenInvalid, "subject");
    }

    [Fact]
    public void Accept_CredentialIdThatCannotBeRevoked_IsRefused()
    {
        using var world = new TestWorld();
        string longest = new('c', DirectoryChange.MaxTextLength);

        VerifiedTenantClaim claim = new Assertion(world) { CredentialId = longest }.Present().Claim!;
        world.Directory.RevokeCredential(TestWorld.Acme, claim.Issuer, longest);
        Assert.False(claim.StillHolds());
        Refused(new Assertion(world) { CredentialId = longest + "c" }.Present(), DenyReason.TokenInvalid, "credential_id");
        Refused(new Assertion(world) { CredentialId = string.Empty }.Present(), DenyReason.TokenInvalid, "credential_id");
    }

    [Fact]
    public void Accept_Null_Throws()
    {
        using var world = new TestWorld();

        Assert.Throws<ArgumentNullException>(() => world.Issuer.Accept(null!));
    }

    [Fact]
    public void Default_Acceptance_IsRefusal()
    {
        Assert.False(default(ClaimAcceptance).IsAccepted);
        Assert.Null(default(ClaimAcceptance).Claim);
        Assert.NotEqual(DenyReason.None, default(ClaimAcceptance).Reason);
    }

    [Fact]
    public void ToString_OfClaim_SaysNothingOfItsHolder()
    {
        using var world = new TestWorld();

        Assert.Equal("VerifiedTenantClaim", world.Claim(TestWorld.Acme, "operator.read").ToString());
    }

    private static void Refused(ClaimAcceptance acceptance, DenyReason reason, string detail)
    {
        Assert.False(acceptance.IsAccepted);
        Assert.Equal((reason, detail), (acceptance.Reason, acceptance.Detail));
    }
}
