using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>A tenant token ends no later than the identity token, and no later than its issuer lets it live.</summary>
public sealed class ExchangeTimeTests
{
    [Theory]
    [InlineData(3600, 300)]
    [InlineData(300, 300)]
    [InlineData(120, 120)]
    [InlineData(1, 1)]
    public async Task Exchange_EndsByTheEarlierOfBoth(int identitySeconds, int expected)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        DateTimeOffset start = world.Time.Now;
        ShownIdentity shown = world.Shown("alice", body => body["exp"] = start.ToUnixTimeSeconds() + identitySeconds);

        TokenExchangeResult result = await world.ExchangeAsync(shown, "acme");

        Assert.Equal(start.AddSeconds(expected), result.ExpiresAt);
        Assert.Equal(start.AddSeconds(expected), (await world.ClaimAsync(result.Token!)).ExpiresAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(999)]
    public async Task Exchange_WithinASecond_NeverEndsAfterTheIdentityToken(int milliseconds)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        DateTimeOffset end = world.Time.Now.AddSeconds(90);
        ShownIdentity shown = world.Shown("alice", body => body["exp"] = end.ToUnixTimeSeconds());
        world.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        VerifiedTenantClaim claim = await world.ClaimAsync((await world.ExchangeAsync(shown, "acme")).Token!);

        Assert.Equal(end, claim.ExpiresAt);
        world.Time.Advance(end - world.Time.Now);
        Assert.Equal(DenyReason.Expired, (await world.ExchangeAsync(shown, "acme")).Reason);
    }

    [Fact]
    public async Task Exchange_TheClockGoesOnWhileItIsMinted_DoesNotEndLater()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(static b => MintSpy.PutBefore(b, ExchangeWorld.Home, static (time, _) => time.Advance(TimeSpan.FromSeconds(20))));
        await world.JoinAsync(TestWorld.Acme, "alice");
        DateTimeOffset end = world.Time.Now.AddSeconds(60);

        TokenExchangeResult result = await world.ExchangeAsync(world.Shown("alice", body => body["exp"] = end.ToUnixTimeSeconds()), "acme");

        Assert.Equal(end, (await world.ClaimAsync(result.Token!)).ExpiresAt);
    }

    [Fact]
    public async Task Exchange_ATenantWithAShorterLife_KeepsIt()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(home: static o => o.Speaks.MaxLifetimeFor(TestWorld.Acme, TimeSpan.FromSeconds(60)));
        await world.JoinAsync(TestWorld.Acme, "alice");

        Assert.Equal(world.Time.Now.AddSeconds(60), (await world.ExchangeAsync(world.Shown("alice"), "acme")).ExpiresAt);
    }
}
