namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class TokenTimeTests
{
    [Fact]
    public async Task Clock_may_be_off_by_the_skew_and_no_more()
    {
        using var world = new TokenWorld(configure: o => o.Speaks.ClockSkew = TimeSpan.FromSeconds(5));
        long now = world.Forge.Now;

        await world.Accepted(world.Forge.WithPayload(p => p.Set("nbf", $"{now + 5}")));
        await world.Refused(world.Forge.WithPayload(p => p.Set("nbf", $"{now + 6}")), "lifetime");
        await world.Accepted(world.Forge.WithPayload(p => p.Set("iat", $"{now + 5}").Set("jti", "\"j2\"")));
        await world.Refused(world.Forge.WithPayload(p => p.Set("iat", $"{now + 6}")), "issued_in_future");
        await world.Refused(world.Forge.WithPayload(p => p.Set("nbf", "253402300799")), "lifetime");
    }

    [Fact]
    public async Task Skew_does_not_lengthen_a_life()
    {
        using var world = new TokenWorld(configure: o => o.Speaks.ClockSkew = TimeSpan.FromSeconds(30));
        string token = world.Forge.WithPayload(p => p.Set("exp", $"{world.Forge.Now + 10}"));
        world.World.Time.Advance(TimeSpan.FromSeconds(10));

        await world.Refused(token, "expired", DenyReason.Expired);
    }

    [Fact]
    public async Task Longest_life_is_the_issuers()
    {
        using var world = new TokenWorld(configure: o => o.Speaks.MaxLifetime = TimeSpan.FromSeconds(20));
        await world.Accepted(world.Forge.WithPayload(p => p.Set("exp", $"{world.Forge.Now + 20}")));
        await world.Refused(world.Forge.WithPayload(p => p.Set("exp", $"{world.Forge.Now + 21}")), "lifetime");
    }

    [Fact]
    public async Task Token_that_begins_later_is_accepted_then()
    {
        using var world = new TokenWorld();
        string token = world.Forge.WithPayload(p => p.Set("nbf", $"{world.Forge.Now + 10}"));

        await world.Refused(token, "lifetime");
        world.World.Time.Advance(TimeSpan.FromSeconds(8));
        await world.Accepted(token);
    }

    [Fact]
    public async Task Generation_may_be_left_out_and_nothing_else()
    {
        using var world = new TokenWorld();
        await world.Accepted(world.Forge.WithPayload(p => p.Remove("gen")));
        await world.Accepted(world.Forge.WithPayload(p => p.Set("scopes", "[]")));
    }

    [Fact]
    public async Task Longest_life_of_one_tenant_may_be_shorter()
    {
        using var world = new TokenWorld(configure: o => o.Speaks.MaxLifetimeFor(TestKit.TestWorld.Acme, TimeSpan.FromSeconds(30)));
        await world.Accepted(world.Forge.WithPayload(p => p.Set("exp", $"{world.Forge.Now + 30}")));
        await world.Refused(world.Forge.WithPayload(p => p.Set("exp", $"{world.Forge.Now + 31}")), "lifetime");
        await world.Accepted(world.Forge.WithPayload(p => p.Set("tenant_id", "\"globex\"").Set("scopes", "[]")));

        Assert.Equal(world.World.Time.Now.AddSeconds(30), (await world.Accepted(await world.Issue(TestKit.TestWorld.Acme))).ExpiresAt);
        await Assert.ThrowsAsync<ArgumentException>(() => world.Issue(TestKit.TestWorld.Acme, lifetime: TimeSpan.FromSeconds(31)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(301)]
    public void Life_of_a_tenant_that_is_not_shorter_refuses_the_start(int seconds)
    {
        using var world = new TokenWorld(configure: o => o.Speaks.MaxLifetimeFor(TestKit.TestWorld.Acme, TimeSpan.FromSeconds(seconds)));
        Assert.Contains("'acme'", Assert.Single(Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => world.World.Engine).Failures));
    }
}
