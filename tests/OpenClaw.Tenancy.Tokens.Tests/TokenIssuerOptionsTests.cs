using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class TokenIssuerOptionsTests
{
    [Fact]
    public void Defaults_are_closed()
    {
        TokenIssuerOptions? seen = null;
        using var world = new TestWorld(build: b => b.AddTokenIssuer("i", o => seen = o));

        Assert.Equal((null, null, 10_000, 1_000), (seen!.Audience, seen.Ring, seen.MaxCachedTokens, seen.MaxCachedTokensPerTenant));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(2)), (seen.Speaks.MaxLifetime, seen.Speaks.ClockSkew));
    }

    [Fact]
    public void All_errors_come_at_once()
    {
        string[] errors = Errors(TenancyMode.Shared, o =>
        {
            o.MaxCachedTokens = -1;
            o.Speaks.MaxLifetime = TimeSpan.FromMilliseconds(500);
            o.Speaks.ClockSkew = TimeSpan.FromMinutes(1);
        });

        Assert.Equal(5, errors.Length);
        foreach (string fix in (string[])["Set Audience", "TokenIssuerOptions.Ring", "MaxCachedTokens", "Speaks.MaxLifetime", "ClockSkew"])
        {
            Assert.Contains(errors, e => e.Contains(fix, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Audience_is_needed(string? audience) =>
        Assert.Contains("Audience", Assert.Single(Errors(TenancyMode.Shared, o => (o.Audience, o.Ring) = (audience, TokenKeyRing.CreateEs256()))));

    [Fact]
    public void Ring_is_needed() => Assert.Contains("Ring", Assert.Single(Errors(TenancyMode.Shared, o => o.Audience = "a")));

    [Fact]
    public void Share_below_zero_is_refused() => Assert.Contains("MaxCachedTokensPerTenant", Assert.Single(Errors(
        TenancyMode.Shared, o => (o.Audience, o.Ring, o.MaxCachedTokensPerTenant) = ("a", TokenKeyRing.CreateEs256(), -1))));

    [Fact]
    public void Symmetric_ring_is_refused_in_a_pinned_deployment()
    {
        Assert.Contains("CreateEs256", Assert.Single(Errors(TenancyMode.Pinned, o => (o.Audience, o.Ring) = ("a", TokenKeyRing.CreateHs256()))));
        Assert.Empty(Errors(TenancyMode.Pinned, o => (o.Audience, o.Ring) = ("a", TokenKeyRing.CreateEs256())));
        Assert.Empty(Errors(TenancyMode.Shared, o => (o.Audience, o.Ring) = ("a", TokenKeyRing.CreateHs256())));
    }

    [Fact]
    public void Two_issuers_of_one_name_are_refused()
    {
        static void Valid(TokenIssuerOptions o) => (o.Audience, o.Ring) = ("a", TokenKeyRing.CreateEs256());
        using var world = new TestWorld(build: b => b.AddTokenIssuer("one", Valid).AddTokenIssuer("one", Valid));

        Assert.Contains("'one'", Assert.Single(Assert.Throws<OptionsValidationException>(() => world.Engine).Failures));
    }

    [Fact]
    public void Options_that_change_later_change_nothing()
    {
        TokenIssuerOptions? kept = null;
        using var world = new TokenWorld(configure: o => kept = o);
        Assert.NotNull(world.Mint);
        Assert.NotNull(world.World.Services.GetService<ICredentialVerifier>());

        (kept!.Audience, kept.Ring) = ("other", TokenKeyRing.CreateEs256());

        Assert.True(world.Accepted(world.Forge.Token()).IsCompletedSuccessfully);
    }

    [Fact]
    public void Name_is_needed()
    {
        Assert.ThrowsAny<ArgumentException>(() => new TestWorld(build: b => b.AddTokenIssuer(" ", _ => { })));
        Assert.ThrowsAny<ArgumentException>(() => new TestWorld(build: b => b.AddTokenIssuer("i", null!)));
    }

    private static string[] Errors(TenancyMode mode, Action<TokenIssuerOptions> configure)
    {
        using var world = new TestWorld(
            o => (o.Mode, o.PinnedTenant) = (mode, mode == TenancyMode.Pinned ? "acme" : null), b => b.AddTokenIssuer("i", configure));
        try
        {
            Assert.NotNull(world.Engine);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }
}
