using OpenClaw.Tenancy.TestKit.Identity;
using OpenClaw.Tenancy.Tokens.Tests.Jwks;

namespace OpenClaw.Tenancy.Tokens.Tests.Identity;

/// <summary>When a token counts, by the host's own clock.</summary>
public sealed class IdentityTimeTests
{
    [Theory]
    [InlineData("exp", 0, "lifetime", DenyReason.TokenInvalid)]       // ends when it is issued
    [InlineData("exp", -1, "lifetime", DenyReason.TokenInvalid)]
    [InlineData("iat", 11, "lifetime", DenyReason.TokenInvalid)]      // the skew is ten seconds
    [InlineData("nbf", 11, "lifetime", DenyReason.TokenInvalid)]
    [InlineData("iat", -3601, "age", DenyReason.Expired)]
    public async Task Time_outside_is_refused(string claim, int seconds, string word, DenyReason reason)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        long now = world.Time.Now.ToUnixTimeSeconds();

        await world.Refused(world.Provider.Token(c => c[claim] = now + seconds), word, reason);
    }

    [Theory]
    [InlineData("exp", 1)]
    [InlineData("iat", 10)]
    [InlineData("nbf", 10)]
    [InlineData("nbf", -5)]
    [InlineData("iat", -3600)]
    public async Task Time_at_the_edge_is_taken(string claim, int seconds)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        long now = world.Time.Now.ToUnixTimeSeconds();

        await world.Verified(world.Provider.Token(c => c[claim] = now + seconds));
    }

    [Fact]
    public async Task Token_ends_at_its_end()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        string token = world.Provider.Token();

        world.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await world.Verified(token);
        world.Time.Advance(TimeSpan.FromTicks(1));
        await world.Refused(token, "expired", DenyReason.Expired);
    }

    [Fact]
    public async Task Token_that_lives_for_long_is_taken_while_it_is_young()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(identity: o => o.MaxAge = TimeSpan.FromMinutes(1));
        string token = world.Provider.Token(c => c["exp"] = 253_402_300_799);

        await world.Verified(token);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Verified(token);
        world.Time.Advance(TimeSpan.FromTicks(1));
        await world.Refused(token, "age", DenyReason.Expired);
    }

    [Theory]
    [InlineData("exp", "\"9999999999\"")]
    [InlineData("exp", "9999999999.5")]
    [InlineData("exp", "1e10")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "253402300800")]
    [InlineData("exp", "99999999999999999999")]
    [InlineData("exp", "null")]
    [InlineData("iat", "true")]
    [InlineData("iat", "[1]")]
    [InlineData("nbf", "\"1\"")]
    public async Task Time_that_is_no_whole_number_is_refused(string claim, string value)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        System.Text.Json.Nodes.JsonObject claims = world.Provider.Claims();
        claims[claim] = "here";

        await world.Refused(
            TestIdentityProvider.Sign(world.Provider.Active, """{"alg":"ES256","kid":"es-1"}""", claims.ToJsonString().Replace("\"here\"", value, StringComparison.Ordinal)),
            "claim_type");
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("iat")]
    public async Task Time_that_is_needed_is_missed(string claim)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();

        await world.Refused(world.Provider.Token(c => c.Remove(claim)), "claim_missing");
    }
}
