using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>One scope on a foreign axis refuses the whole credential.</summary>
public sealed class AcceptScopeTests
{
    [Theory]
    [InlineData("operator.read")]
    [InlineData("operator.admin")]
    [InlineData("operator.read@globex")]
    [InlineData("operator.read@other")]
    [InlineData("operator.read@platform")]
    [InlineData("operator.read@Acme")]
    [InlineData("operator.read@")]
    [InlineData("operator.read@acme ")]
    [InlineData("operator.read@acme,operator.write@acme")]
    [InlineData("@acme")]
    [InlineData("")]
    [InlineData("Operator.read@acme")]
    [InlineData(null)]
    public void Accept_OneScopeOffTheTenantsAxis_RefusesTheWholeCredential(string? scope)
    {
        using var world = new TestWorld();

        ClaimAcceptance acceptance = new Assertion(world) { Scopes = ["operator.read@acme", scope!] }.Present();

        Assert.False(acceptance.IsAccepted);
        Assert.Equal((DenyReason.TokenInvalid, "scope_axis"), (acceptance.Reason, acceptance.Detail));
    }

    [Theory]
    [InlineData("operator.read@platform")]
    [InlineData("operator.read@acme")]
    [InlineData("")]
    public void Accept_PlatformScopeOnATenantsAxis_IsRefused(string scope)
    {
        using var world = new TestWorld();

        Assert.Equal(DenyReason.TokenInvalid, new Assertion(world) { Tenant = "platform", Scopes = [scope] }.Present().Reason);
    }

    [Fact]
    public void Accept_PlatformScopes_AreGlobal()
    {
        using var world = new TestWorld();

        VerifiedTenantClaim claim = new Assertion(world) { Tenant = "platform", Scopes = ["operator.read"] }.Present().Claim!;

        Assert.True(claim.IsPlatform);
        Assert.True(Assert.Single(claim.Scopes).IsGlobal);
    }

    [Fact]
    public void Accept_RolesOfPlatform_GiveNothing()
    {
        using var world = new TestWorld();

        Assert.Empty(new Assertion(world) { Tenant = "platform", Roles = ["owner"] }.Present().Claim!.Scopes);
    }

    [Fact]
    public void Accept_SameScopeTwice_IsHeldOnce()
    {
        using var world = new TestWorld();

        VerifiedTenantClaim claim = new Assertion(world) { Scopes = ["operator.read@acme", "operator.read@acme"], Roles = ["readonly"] }.Present().Claim!;

        Assert.Single(claim.Scopes);
    }

    [Fact]
    public void Accept_NoScopes_IsAClaimThatHoldsNothing()
    {
        using var world = new TestWorld();

        Assert.Empty(new Assertion(world).Present().Claim!.Scopes);
    }
}
