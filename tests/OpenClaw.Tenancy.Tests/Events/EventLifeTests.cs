using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.TestKit;
using TenantContext = OpenClaw.Tenancy.Contexts.TenantContext;

namespace OpenClaw.Tenancy.Tests.Events;

/// <summary>When a subscription ends, and what it holds meanwhile.</summary>
public sealed class EventLifeTests
{
    public static TheoryData<string, DenyReason> Deaths => new()
    {
        { "tenant", DenyReason.TenantInactive }, { "member", DenyReason.Revoked }, { "credential", DenyReason.Revoked }, { "expiry", DenyReason.Expired }, { "age", DenyReason.DependencyUnavailable },
    };

    [Theory]
    [MemberData(nameof(Deaths))]
    public void Nothing_is_read_by_a_claim_that_has_ended(string death, DenyReason reason)
    {
        using var world = new EventWorld();
        using EventSubscription mortal = world.TrySubscribe(world.Claim(TestWorld.Acme, "mortal", TimeSpan.FromMinutes(5), EventWorld.Read))!;
        using EventSubscription other = world.TrySubscribe(world.Claim(TestWorld.Acme, "other", TimeSpan.FromMinutes(4), EventWorld.Read))!;
        world.Publish(TestWorld.Acme, "chat", "before");
        Assert.Single(EventWorld.Drain(mortal));
        world.Publish(TestWorld.Acme, "chat", "on its way");

        switch (death)
        {
            case "tenant":
                world.Host.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
                break;
            case "member":
                world.Host.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "mortal");
                break;
            case "credential":
                world.Host.Directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "mortal");
                break;
            case "expiry":
                world.Host.Time.Advance(TimeSpan.FromMinutes(5));
                break;
            default:
                world.Host.Directory.ReportRefreshed(world.Host.Time.Now - TimeSpan.FromMinutes(1));
                break;
        }

        Assert.False(mortal.TryRead(out _));
        Assert.Equal(reason, mortal.ClaimFault);
        Assert.Equal(death is "member" or "credential" ? 2 : 0, EventWorld.Drain(other).Count);
        Assert.Equal(death is "member" or "credential" ? 1 : 0, world.Gate.Subscribers);
    }

    [Fact]
    public void Clock_that_is_set_back_ends_nothing_later()
    {
        using var world = new EventWorld();
        using EventSubscription mortal = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        world.Publish(TestWorld.Acme, "chat");
        world.Host.Time.Advance(TimeSpan.FromMinutes(5));
        world.Host.Time.Set(TimeSpan.FromMinutes(-4));

        Assert.False(mortal.TryRead(out _));
        Assert.Equal(DenyReason.Expired, mortal.ClaimFault);
    }

    [Fact]
    public async Task Waiting_ends_with_the_subscription()
    {
        using var world = new EventWorld();
        EventSubscription one = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        ValueTask<bool> waiting = one.WaitAsync(CancellationToken.None);
        one.Dispose();
        Assert.False(await waiting);
        Assert.Equal((0, 0), (world.Gate.Subscribers, world.Gate.Tenants));
        world.Publish(TestWorld.Acme, "chat");
        Assert.Empty(EventWorld.Drain(one));
    }

    [Fact]
    public void Slow_reader_is_ended_and_holds_up_nobody()
    {
        using var world = new EventWorld(static o => o.QueueLength = 8);
        using EventSubscription slow = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        using EventSubscription fast = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        int received = 0;
        for (int i = 0; i < 100; i++)
        {
            world.Publish(TestWorld.Acme, "chat");
            received += EventWorld.Drain(fast).Count;
        }

        Assert.Equal(100, received);
        Assert.True(slow.IsTooSlow);
        Assert.False(fast.IsTooSlow);
        Assert.Empty(EventWorld.Drain(slow));
        Assert.Equal((1, 1), (world.Gate.ReadCounts().TooSlow, world.Gate.Subscribers));
    }

    [Fact]
    public void Bytes_that_wait_are_bounded()
    {
        using var world = new EventWorld(static o => (o.QueueBytes, o.MaxEventBytes) = (1000, 400));
        using EventSubscription slow = world.Subscribe(TestWorld.Acme, EventWorld.Read);

        Assert.Equal(EventOutcome.TooLarge, world.Publish(TestWorld.Acme, "chat", new string('x', 401)));
        world.Publish(TestWorld.Acme, "chat", new string('x', 400));
        world.Publish(TestWorld.Acme, "chat", new string('x', 400));
        Assert.Equal(2, EventWorld.Drain(slow).Count);
        for (int i = 0; i < 3; i++)
        {
            world.Publish(TestWorld.Acme, "chat", new string('x', 400));
        }

        Assert.True(slow.IsTooSlow);
    }

    [Fact]
    public void Places_are_bounded_for_each_tenant_and_in_whole_and_come_back()
    {
        using var world = new EventWorld(static o => (o.MaxSubscribers, o.MaxSubscribersPerTenant) = (5, 3));
        EventSubscription[] acme = [.. Enumerable.Range(0, 3).Select(_ => world.Subscribe(TestWorld.Acme, EventWorld.Read))];
        Assert.Null(world.TrySubscribe(world.Host.Claim(TestWorld.Acme, EventWorld.Read)));
        EventSubscription[] globex = [.. Enumerable.Range(0, 2).Select(_ => world.Subscribe(TestWorld.Globex, EventWorld.Read))];
        Assert.Null(world.TrySubscribe(world.Host.Claim(TestWorld.Initech, EventWorld.Read)));
        Assert.Equal((5, 2, 2), (world.Gate.Subscribers, world.Gate.Tenants, world.Gate.ReadCounts().Refused));

        acme[0].Dispose();
        acme[0].Dispose();
        using EventSubscription initech = world.Subscribe(TestWorld.Initech, EventWorld.Read);
        Assert.Null(world.TrySubscribe(world.Host.Claim(TestWorld.Globex, EventWorld.Read)));
        foreach (EventSubscription one in acme.Concat(globex).Append(initech))
        {
            one.Dispose();
        }

        Assert.Equal((0, 0), (world.Gate.Subscribers, world.Gate.Tenants));
    }

    [Fact]
    public void Scope_that_has_ended_publishes_and_subscribes_nothing()
    {
        using var world = new EventWorld();
        VerifiedTenantClaim claim = world.Host.Claim(TestWorld.Acme, EventWorld.Read);
        world.Host.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);

        Assert.Throws<TenantScopeRequiredException>(() => world.In(claim, scope => world.Gate.Publish(scope, "chat", "{}"u8)));
        Assert.Throws<TenantScopeRequiredException>(() => world.TrySubscribe(claim));
        Assert.Equal(0, world.Gate.Subscribers);
    }
}
