using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tokens.Identity;

namespace OpenClaw.Tenancy.Tokens.Tests.Identity;

/// <summary>What a host that would believe too much is told instead of being started.</summary>
public sealed class IdentityOptionsTests
{
    // OpenID Connect Core, sections 2 and 5.1, RFC 7519, section 4.1, RFC 7800 and RFC 8693, and what Microsoft's and other providers call a name.
    public static TheoryData<string> NoTenants =>
    [
        "iss", "sub", "aud", "azp", "exp", "nbf", "iat", "jti", "nonce", "auth_time", "acr", "amr", "at_hash", "c_hash", "cnf", "act",
        "email", "email_verified", "name", "given_name", "family_name", "nickname", "preferred_username", "upn", "unique_name", "phone_number", "address", "profile", "website",
    ];

    [Fact]
    public void Two_of_one_name_do_not_start()
    {
        string error = Assert.Single(Errors(b => Sound(Sound(b), jwks: false)));

        Assert.Contains("AddIdentityProvider once", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_key_sets_for_one_name_do_not_start() =>
        Assert.Contains("AddJwks once", Assert.Single(Errors(b => Sound(b).AddJwks("https://idp.test", o => o.Address = new Uri("https://idp.test/other")))), StringComparison.Ordinal);

    [Fact]
    public void Provider_without_keys_does_not_start() =>
        Assert.Contains("AddJwks('https://idp.test'", Assert.Single(Errors(b => Sound(b, jwks: false))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Audience", null)]
    [InlineData("Audience", " ")]
    public void Audience_is_needed(string fix, string? audience) => Assert.Contains(fix, Assert.Single(Errors(b => Sound(b, o => o.Audience = audience))), StringComparison.Ordinal);

    [Theory]
    [InlineData]
    [InlineData("RS256", "HS256")]
    [InlineData("none")]
    [InlineData("rs256")]
    [InlineData("")]
    public void Algorithms_are_pinned(params string[] algorithms) =>
        Assert.Contains("Algorithms", Assert.Single(Errors(b => Sound(b, o => o.Algorithms = algorithms))), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Email")]
    [MemberData(nameof(NoTenants))]
    public void Claim_that_changes_hands_names_no_tenant(string claim) =>
        Assert.Contains("TenantClaim", Assert.Single(Errors(b => Sound(b, o => o.TenantClaim = claim))), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(25, 10)]
    public void Age_is_bounded(int hours, int skew) => Assert.Contains("MaxAge", Assert.Single(Errors(b => Sound(b, o => (o.MaxAge, o.ClockSkew) = (TimeSpan.FromHours(hours), TimeSpan.FromSeconds(skew))))), StringComparison.Ordinal);

    [Theory]
    [InlineData(-1)]
    [InlineData(31)]
    public void Skew_is_bounded(int seconds) => Assert.Contains("ClockSkew", Assert.Single(Errors(b => Sound(b, o => o.ClockSkew = TimeSpan.FromSeconds(seconds)))), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "Address")]
    [InlineData("/keys", "Address")]
    [InlineData("https://user@idp.test/keys", "Address")]
    [InlineData("https://idp.test/keys#x", "Address")]
    [InlineData("http://idp.test/keys", "https")]
    [InlineData("http://127.0.0.1.evil.test/keys", "https")]
    [InlineData("http://localhost.evil.test/keys", "https")]
    [InlineData("http://10.0.0.1/keys", "https")]
    [InlineData("file:///etc/keys.json", "https")]
    [InlineData("ftp://127.0.0.1/keys", "https")]
    public void Keys_come_by_https_from_one_address(string? address, string word) => Assert.Contains(
        word, Assert.Single(Errors(b => Sound(b, jwks: false).AddJwks("https://idp.test", o => (o.Address, o.AllowLoopbackHttp) = (address is null ? null : new Uri(address, UriKind.RelativeOrAbsolute), true)))), StringComparison.Ordinal);

    [Fact]
    public void Loopback_in_clear_is_asked_for() => Assert.Contains(
        "https", Assert.Single(Errors(b => Sound(b, jwks: false).AddJwks("https://idp.test", o => o.Address = new Uri("http://127.0.0.1/keys")))), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 600, 3600, 4, "MinRefreshInterval")]
    [InlineData(30, 29, 3600, 4, "RefreshAfter")]
    [InlineData(30, 600, 600, 4, "MaxAge")]
    [InlineData(30, 600, 86_401, 4, "MaxAge")]
    [InlineData(30, 600, 3600, 0, "Timeout")]
    [InlineData(30, 600, 3600, 31, "Timeout")]
    public void Times_of_keys_are_bounded(int interval, int refresh, int age, int timeout, string word) => Assert.Contains(
        word,
        Assert.Single(Errors(b => Keys(b, interval, refresh, age, timeout))),
        StringComparison.Ordinal);

    [Fact]
    public void Sound_ones_start() => Assert.Empty(Errors(b => Sound(b)));

    [Theory]
    [InlineData(86_400, 0)]
    [InlineData(1, 30)]
    public void Times_at_the_edge_start(int age, int skew) =>
        Assert.Empty(Errors(b => Sound(b, o => (o.MaxAge, o.ClockSkew) = (TimeSpan.FromSeconds(age), TimeSpan.FromSeconds(skew)))));

    [Theory]
    [InlineData(1, 1, 2, 1)]
    [InlineData(30, 30, 86_400, 30)]
    public void Times_of_keys_at_the_edge_start(int interval, int refresh, int age, int timeout) => Assert.Empty(Errors(b => Keys(b, interval, refresh, age, timeout)));

    [Fact]
    public void Verifier_is_not_built_over_unsound_options() => Assert.Throws<OptionsValidationException>(() =>
    {
        using var world = new TestWorld(build: b => b.AddIdentityProvider("https://idp.test", static _ => { }));
        world.Services.GetRequiredService<IIdentityVerifier>();
    });

    private static TenancyBuilder Keys(TenancyBuilder builder, int interval, int refresh, int age, int timeout) => Sound(builder, jwks: false).AddJwks("https://idp.test", o =>
    {
        (o.Address, o.MinRefreshInterval, o.RefreshAfter) = (new Uri("https://idp.test/keys"), TimeSpan.FromSeconds(interval), TimeSpan.FromSeconds(refresh));
        (o.MaxAge, o.Timeout) = (TimeSpan.FromSeconds(age), TimeSpan.FromSeconds(timeout));
    });

    private static TenancyBuilder Sound(TenancyBuilder builder, Action<IdentityProviderOptions>? configure = null, bool jwks = true)
    {
        builder.AddIdentityProvider("https://idp.test", o =>
        {
            o.Audience = "a";
            configure?.Invoke(o);
        });
        return jwks ? builder.AddJwks("https://idp.test", o => o.Address = new Uri("https://idp.test/keys")) : builder;
    }

    private static string[] Errors(Action<TenancyBuilder> build)
    {
        using var world = new TestWorld(build: build);
        try
        {
            _ = world.Services.GetRequiredService<IOptions<TenancyOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }
}
