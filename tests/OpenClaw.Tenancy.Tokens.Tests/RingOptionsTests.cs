using Microsoft.Extensions.Options;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Where an issuer's keys come from: what a host is told that sets it wrongly.</summary>
public sealed class RingOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Ring => _folder.File("ring.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keys_come_from_one_place()
    {
        TokenKeyRing.CreateEs256().Save(Ring);

        Assert.Contains("has no keys", Assert.Single(Errors(o => o.RingFile = null)), StringComparison.Ordinal);
        Assert.Contains("has keys twice", Assert.Single(Errors(o => (o.Ring, o.RingFile) = (TokenKeyRing.CreateEs256(), Ring))), StringComparison.Ordinal);
        Assert.Empty(Errors(o => o.RingFile = Ring));
    }

    [Fact]
    public void File_is_read_before_the_host_starts()
    {
        Assert.Contains("cannot be read", Assert.Single(Errors(o => o.RingFile = Ring)), StringComparison.Ordinal);
        Assert.Contains("'mint'", Assert.Single(Errors(o => o.RingFile = Ring)), StringComparison.Ordinal);
        Assert.Single(Errors(o => o.RingFile = string.Empty));

        TokenKeyRing.CreateHs256().Save(Ring);
        Assert.Empty(Errors(o => o.RingFile = Ring));
        Assert.Contains("CreateEs256", Assert.Single(Errors(o => o.RingFile = Ring, TenancyMode.Pinned)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 60, false)]
    [InlineData(61, 60, false)]
    [InlineData(-1, 60, false)]
    [InlineData(5, 3_601, false)]
    [InlineData(1, 1, true)]
    [InlineData(5, 3_600, true)]
    public void Times_of_its_reading_are_bounded(int every, int age, bool isTaken)
    {
        string[] errors = Errors(o => (o.Ring, o.RingReloadEvery, o.RingMaxAge) = (TokenKeyRing.CreateEs256(), TimeSpan.FromSeconds(every), TimeSpan.FromSeconds(age)));

        Assert.Equal(isTaken, errors.Length == 0);
        Assert.All(errors, static e => Assert.Contains("RingReloadEvery", e, StringComparison.Ordinal));
    }

    [Fact]
    public void Bounds_that_are_just_right_are_taken_and_a_use_that_is_none_is_not()
    {
        Assert.Empty(Errors(o => (o.Ring, o.MaxCachedTokens, o.MaxCachedTokensPerTenant, o.Speaks.MaxLifetime) = (TokenKeyRing.CreateEs256(), 0, 0, TimeSpan.FromSeconds(1))));
        Assert.Contains("Reusable or SingleUse", Assert.Single(Errors(o => (o.Ring, o.Use) = (TokenKeyRing.CreateEs256(), (TokenUse)99))), StringComparison.Ordinal);
        Assert.Equal("source", Assert.Throws<ArgumentNullException>(static () => new TestWorld(build: b => b.AddTokenVerifier("v", o => o.UseKeys((ITokenKeySource)null!)))).ParamName);
        Assert.Equal("create", Assert.Throws<ArgumentNullException>(static () => new TestWorld(build: b => b.AddTokenVerifier("v", o => o.UseKeys((Func<IServiceProvider, ITokenKeySource>)null!)))).ParamName);
    }

    [Fact]
    public void Audience_that_is_empty_and_rule_that_is_missing_are_refused()
    {
        Errors(o =>
        {
            o.Ring = TokenKeyRing.CreateEs256();
            Assert.Equal("audiences", Assert.ThrowsAny<ArgumentException>(() => o.AllowAudiences("a", " ")).ParamName);
            Assert.Equal("mayAddress", Assert.ThrowsAny<ArgumentException>(() => o.AllowAudiences((Func<TenantId, string, bool>)null!)).ParamName);
        });
    }

    [Fact]
    public void Key_that_retires_keeps_the_earlier_end_and_a_ring_says_what_is_missing()
    {
        var first = DateTimeOffset.UnixEpoch;
        TokenKey retiring = TokenKey.CreateHs256().Retire(first);
        var ring = TokenKeyRing.From(TokenKey.CreateHs256(), retiring);

        Assert.Same(retiring, retiring.Retire(first));
        Assert.Same(retiring, retiring.Retire(first.AddSeconds(1)));
        Assert.Equal(first.AddSeconds(-1), retiring.Retire(first.AddSeconds(-1)).VerifiesUntil);
        Assert.Equal($"{ring.Keys[0]}, {ring.Keys[1]}", ring.ToString());
        Assert.Equal("keys", Assert.Throws<ArgumentNullException>(() => TokenKeyRing.From(null!)).ParamName);
        Assert.Equal("create", Assert.Throws<ArgumentNullException>(() => TokenKeyRing.LoadOrCreate(Ring, null!)).ParamName);
        Assert.Equal("next", Assert.Throws<ArgumentNullException>(() => ring.Rotate(null!, first, TimeSpan.Zero)).ParamName);
        Assert.Equal("keyId", Assert.Throws<ArgumentNullException>(() => ring.Revoke(null!)).ParamName);
    }

    [Fact]
    public void Rotation_lets_the_old_key_verify_for_as_long_as_its_tokens_and_readers_may()
    {
        TokenKeyRing.CreateEs256().Save(Ring);
        using var world = new TokenWorld(configure: o => (o.Ring, o.RingFile, o.RingMaxAge) = (null, Ring, TimeSpan.FromMinutes(7)));

        TokenKeyRing rotated = world.Keys.Rotate();

        // Five minutes of a token, two seconds of skew on either side, and the time for which a reader may go on with the old file.
        Assert.Equal(world.World.Time.Now.AddMinutes(12).AddSeconds(4), rotated.Keys[1].VerifiesUntil);
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Keys.Rotate(TimeSpan.FromTicks(-1)));
    }

    private static string[] Errors(Action<TokenIssuerOptions> configure, TenancyMode mode = TenancyMode.Shared)
    {
        using var world = new TestWorld(
            o => (o.Mode, o.PinnedTenant) = (mode, mode == TenancyMode.Pinned ? "acme" : null),
            b => b.AddTokenIssuer("mint", o =>
            {
                o.Audience = "a";
                configure(o);
            }));
        return Record.Exception(() => world.Engine) is { } refused ? [.. Assert.IsType<OptionsValidationException>(refused).Failures] : [];
    }
}
