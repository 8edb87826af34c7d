using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Modes;

/// <summary>The same old data before and after tenancy is turned on: what has no owner belongs to nobody until a migration says whose it is.</summary>
public sealed class TurningOnTests
{
    [Fact]
    public void Decide_UnmarkedResource_IsOpenWhileOffAndUnownedWhenOn()
    {
        using var off = new TestWorld(static o => o.Mode = TenancyMode.Disabled);
        using var shared = new TestWorld();
        using var pinned = new TestWorld(static o => (o.Mode, o.PinnedTenant) = (TenancyMode.Pinned, "acme"));
        ResourceRef old = Ask.Of(null);

        Assert.Equal(DenyReason.None, off.Decide(off.Claim(TenantId.Default, "operator.admin"), in old));
        Assert.Equal(DenyReason.ResourceUnowned, shared.Decide(shared.Claim(TestWorld.Acme, "operator.admin"), in old));
        Assert.Equal(DenyReason.ResourceUnowned, pinned.Decide(pinned.Claim(TestWorld.Acme, "operator.admin"), in old));
    }

    [Fact]
    public void Accept_DefaultTenant_IsNotThereByOmission()
    {
        using var world = new TestWorld(build: static b => b.AddIssuer(
            "wide", static o => o.ForEveryTenant("the host's own"), static (_, issuer) => new TestVerifier(issuer)));

        Assert.False(world.Directory.TryFind("default", out _));
        foreach (string tenant in (string[])["default", "", " ", "null"])
        {
            Assert.Equal(DenyReason.TenantInactive, new Assertion(world) { Issuer = "wide", Tenant = tenant }.Present().Reason);
        }
    }

    [Fact]
    public void Decide_MigratedDefaultTenant_TakesAClaimThatNamesIt()
    {
        // Old rows that a migration left with the default tenant are reached by that tenant's own principals alone.
        using var world = new TestWorld(build: static b => b
            .AddTenants(new TenantRegistration(TenantId.Default) { Issuers = ["old"] })
            .AddIssuer("old", static _ => { }, static (_, issuer) => new TestVerifier(issuer)));
        VerifiedTenantClaim claim = new Assertion(world) { Issuer = "old", Tenant = "default", Scopes = ["operator.read@default"] }.Present().Claim!;

        Assert.Equal(DenyReason.None, world.Decide(claim, Ask.Of(TenantId.Default)));
        Assert.Equal(DenyReason.ResourceUnowned, world.Decide(claim, Ask.Of(null)));
        Assert.Equal(DenyReason.TenantMismatch, world.Decide(claim, Ask.Of(TestWorld.Acme)));
        Assert.Equal(DenyReason.TenantMismatch, world.Decide(world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TenantId.Default)));
    }

    [Fact]
    public void Accept_BareScopes_AreGoodWhileOffAndRefuseTheCredentialWhenOn()
    {
        using var off = new TestWorld(static o => o.Mode = TenancyMode.Disabled);
        using var on = new TestWorld();

        Assert.True(new Assertion(off) { Tenant = "default", Scopes = ["operator.read"] }.Present().IsAccepted);
        Assert.False(new Assertion(off) { Tenant = "default", Scopes = ["operator.read@default"] }.Present().IsAccepted);
        Assert.False(new Assertion(on) { Scopes = ["operator.read"] }.Present().IsAccepted);
    }
}
