using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Clocks that are set to another time.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Clock_that_is_set_back_does_not_revive_a_token(bool seenExpired)
    {
        using var world = new TokenWorld();
        DateTimeOffset start = world.World.Time.Now;
        string remembered = await world.Issue(TestWorld.Acme);
        string fresh = await world.Issue(TestWorld.Acme);
        CredentialVerification held = await world.Verify(remembered);
        Assert.True(held.StillHolds());

        world.World.Time.Advance(TimeSpan.FromMinutes(5));
        if (seenExpired)
        {
            await world.Refused(remembered, "expired", DenyReason.Expired);
        }
        else
        {
            await world.Accepted(await world.Issue(TestWorld.Globex));
        }

        world.World.Time.Set(start);

        await world.Refused(remembered, "expired", DenyReason.Expired);
        await world.Refused(fresh, "expired", DenyReason.Expired);
        Assert.False(held.StillHolds());
    }

    [Fact]
    public async Task Token_goes_on_ageing_while_the_clock_stands_in_the_past()
    {
        using var world = new TokenWorld();
        string token = await world.Issue(TestWorld.Acme);
        await world.Accepted(token);

        world.World.Time.Set(world.World.Time.Now - TimeSpan.FromHours(1));
        world.World.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await world.Accepted(token);
        world.World.Time.Advance(TimeSpan.FromTicks(1));

        Assert.False((await world.Verify(token)).IsAccepted);
    }

    [Fact]
    public async Task Retired_key_does_not_come_back()
    {
        using var world = new TokenWorld();
        DateTimeOffset start = world.World.Time.Now;
        string token = await world.Issue(TestWorld.Acme);
        world.Keys.Rotate(TimeSpan.FromSeconds(30));
        await world.Accepted(token);
        world.World.Time.Advance(TimeSpan.FromSeconds(30));
        await world.Refused(token, "key_ended");

        world.World.Time.Set(start);

        await world.Refused(token, "key_ended");
    }

    [Fact]
    public async Task Clock_that_jumps_ahead_ends_tokens()
    {
        using var world = new TokenWorld();
        string token = await world.Issue(TestWorld.Acme);
        await world.Accepted(token);

        world.World.Time.Set(world.World.Time.Now + TimeSpan.FromDays(1));

        await world.Refused(token, "expired", DenyReason.Expired);
        await world.Accepted(await world.Issue(TestWorld.Acme));
    }
}
