using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>For whom an issuer may speak: for nobody, unless the issuer or the directory entry says so.</summary>
public sealed class IssuerReachTests
{
    [Fact]
    public void Accept_IssuerThatListsNobody_SpeaksForNobody()
    {
        using TestWorld world = With(static _ => { });

        foreach (string tenant in (string[])["acme", "globex", "platform", "default"])
        {
            Assert.Equal("tenant_not_of_issuer", Other(world, tenant).Detail);
        }
    }

    [Fact]
    public void Accept_SameTenantTextFromTwoIssuers_OnlyTheListedOneSpeaksForIt()
    {
        // Tenants of federated issuers are pairs: the text alone names nobody.
        using TestWorld world = With(static o => o.ForTenants("globex"));

        Assert.True(new Assertion(world).Present().IsAccepted);
        Assert.Equal("tenant_not_of_issuer", Other(world, "acme").Detail);
        Assert.True(Other(world, "globex").IsAccepted);
    }

    [Fact]
    public void Accept_SameTenantTextMappedByTwoIssuers_IsTwoTenants()
    {
        using TestWorld world = With(static o => o.Map("acme", TestWorld.Globex));

        Assert.Equal(TestWorld.Acme, new Assertion(world).Present().Claim!.Tenant);
        Assert.Equal(TestWorld.Globex, Other(world, "acme").Claim!.Tenant);
    }

    [Fact]
    public void Accept_ExternalTenant_IsItsOwn()
    {
        TenantId external = TenantId.FromExternal("other", "Contoso GmbH");
        using var world = new TestWorld(build: b => b
            .AddTenants(new TenantRegistration(external))
            .AddIssuer("other", o => o.Map("Contoso GmbH", external), static (_, issuer) => new TestVerifier(issuer)));

        ClaimAcceptance acceptance = Other(world, "Contoso GmbH", "operator.read@Contoso GmbH");

        Assert.Equal(external, acceptance.Claim!.Tenant);
        Assert.Equal(external, Assert.Single(acceptance.Claim.Scopes).Tenant);
        Assert.Equal("scope_axis", Other(world, "Contoso GmbH", $"operator.read@{external}").Detail);
        Assert.Equal("tenant_not_of_issuer", Other(world, "contoso gmbh").Detail);
        Assert.Equal("tenant_not_of_issuer", Other(world, external.ToString()).Detail);
    }

    [Fact]
    public void Accept_DirectoryEntryThatNamesTheIssuer_LetsItSpeakForThatTenant()
    {
        using var world = new TestWorld(build: b => b
            .AddTenants(new TenantRegistration(TenantId.From("newcorp")) { Issuers = ["other"] })
            .AddIssuer("other", static _ => { }, static (_, issuer) => new TestVerifier(issuer)));

        Assert.True(Other(world, "newcorp").IsAccepted);
        Assert.Equal("tenant_not_of_issuer", new Assertion(world) { Tenant = "newcorp" }.Present().Detail);
        Assert.Equal("tenant_not_of_issuer", Other(world, "acme").Detail);
    }

    [Fact]
    public void Accept_ForEveryTenant_IsNotForThePlatformNorForOutsiders()
    {
        using TestWorld world = With(static o => o.ForEveryTenant("the host's own issuer"));

        Assert.True(Other(world, "acme").IsAccepted);
        Assert.False(Other(world, "platform").IsAccepted);
        Assert.False(Other(world, "nobody").IsAccepted);
        Assert.False(Other(world, "default").IsAccepted);
    }

    [Fact]
    public void Accept_Platform_TakesTheRightOfItsOwn()
    {
        using TestWorld without = With(static o => o.ForTenants("acme"));
        using TestWorld with = With(static o => o.AllowPlatform());

        Assert.Equal("tenant_not_of_issuer", Other(without, "platform").Detail);
        Assert.True(Other(with, "platform").Claim!.IsPlatform);
        Assert.Equal("tenant_not_of_issuer", Other(with, "acme").Detail);
    }

    [Fact]
    public void Options_ThatWouldReachAReservedTenant_AreRefused()
    {
        var options = new TenantIssuerOptions();

        Assert.Throws<ArgumentException>(() => options.ForTenants("platform"));
        Assert.Throws<ArgumentException>(() => options.ForTenants("default"));
        Assert.Throws<ArgumentException>(() => options.ForTenants("*"));
        Assert.Throws<ArgumentException>(() => options.Map("boss", TenantId.Platform));
        Assert.ThrowsAny<ArgumentException>(() => options.Map("", TestWorld.Acme));
        Assert.ThrowsAny<ArgumentException>(() => options.ForEveryTenant(" "));
        options.Map("a", TestWorld.Acme);
        Assert.Throws<ArgumentException>(() => options.Map("a", TestWorld.Globex));
    }

    private static TestWorld With(Action<TenantIssuerOptions> options) =>
        new(build: b => b.AddIssuer("other", options, static (_, issuer) => new TestVerifier(issuer)));

    private static ClaimAcceptance Other(TestWorld world, string tenant, params string[] scopes) =>
        new Assertion(world) { Issuer = "other", Tenant = tenant, Scopes = scopes }.Present();
}
