using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Events;

/// <summary>Who receives an event: those of its tenant, with its scope on that tenant's axis, who asked for it.</summary>
public sealed class EventDeliveryTests
{
    [Fact]
    public void Event_reaches_its_own_tenant_and_nobody_else()
    {
        using var world = new EventWorld();
        using EventSubscription acme = world.Subscribe(TestWorld.Acme, "operator.admin");
        using EventSubscription globex = world.Subscribe(TestWorld.Globex, "operator.admin");
        using EventSubscription platform = world.Subscribe(TenantId.Platform, "operator.admin");

        Assert.Equal(EventOutcome.Published, world.Publish(TestWorld.Acme, "chat", "canary-acme"));
        world.Publish(TestWorld.Globex, "chat", "canary-globex");
        world.Publish(TestWorld.Initech, "chat", "canary-initech");
        world.Publish(TestWorld.Acme, "tick", "acme-again");

        Assert.Equal([(1L, "chat", "canary-acme"), (2L, "tick", "acme-again")], EventWorld.Drain(acme));
        Assert.Equal([(1L, "chat", "canary-globex")], EventWorld.Drain(globex));
        Assert.Empty(EventWorld.Drain(platform));
    }

    [Fact]
    public void Event_without_a_tenant_is_dropped_and_counted_and_no_tenant_stands_in_for_none()
    {
        using var world = new EventWorld();
        EventSubscription[] everybody = [world.Subscribe(TestWorld.Acme, "operator.admin"), world.Subscribe(TenantId.Platform, "operator.admin")];

        Assert.Equal(EventOutcome.WithoutTenant, world.Gate.PublishForHost(owner: null, "chat", "{}"u8));
        Assert.Equal(EventOutcome.WithoutTenant, world.Gate.PublishForHost(owner: null, "tick", "{}"u8));
        Assert.Equal(EventOutcome.UnknownTenant, world.Gate.PublishForHost(TenantId.From("nobody"), "chat", "{}"u8));

        Assert.All(everybody, one => Assert.Empty(EventWorld.Drain(one)));
        Assert.Equal((2, 1, 0), (world.Gate.ReadCounts().WithoutTenant, world.Gate.ReadCounts().UnknownTenant, world.Gate.ReadCounts().Published));
    }

    [Fact]
    public void Host_publishes_under_the_owner_that_it_found()
    {
        using var world = new EventWorld();
        using EventSubscription acme = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        using EventSubscription globex = world.Subscribe(TestWorld.Globex, EventWorld.Read);

        world.Gate.PublishForHost(TestWorld.Acme, "chat", "mine"u8);

        Assert.Single(EventWorld.Drain(acme));
        Assert.Empty(EventWorld.Drain(globex));
    }

    [Theory]
    [InlineData("chat", "operator.read", "operator.approvals")]
    [InlineData("chat", "operator.write", "operator.questions")]
    [InlineData("exec.approval.requested", "operator.approvals", "operator.write")]
    [InlineData("plugin.approval.resolved", "operator.approvals", "operator.write")]
    [InlineData("plugin.weather.changed", "operator.write", "operator.read")]
    [InlineData("device.pair.requested", "operator.pairing", "operator.write")]
    [InlineData("terminal.data", "operator.admin", "operator.write")]
    [InlineData("talk.mode", "operator.talk", "operator.read")]
    public void Guarded_event_takes_its_scope(string name, string enough, string notEnough)
    {
        using var world = new EventWorld();
        using EventSubscription holder = world.Subscribe(TestWorld.Acme, enough);
        using EventSubscription other = world.Subscribe(TestWorld.Acme, notEnough);
        using EventSubscription nothing = world.Subscribe(TestWorld.Acme);

        world.Publish(TestWorld.Acme, name);

        Assert.Single(EventWorld.Drain(holder));
        Assert.Empty(EventWorld.Drain(other));
        Assert.Empty(EventWorld.Drain(nothing));
    }

    [Fact]
    public void Global_scopes_receive_no_tenants_events()
    {
        using var world = new EventWorld(options: static o => o.CrossTenantAccess = CrossTenantAccess.GlobalScope, build: static b => b.UseLedger(static _ => new DurableLedger()));
        using EventSubscription platform = world.Subscribe(TenantId.Platform, "operator.admin");

        world.Publish(TestWorld.Acme, "chat");
        world.Publish(TestWorld.Acme, "tick");

        Assert.Empty(EventWorld.Drain(platform));
    }

    [Fact]
    public void Unguarded_event_reaches_everybody_of_its_tenant_alone()
    {
        using var world = new EventWorld();
        using EventSubscription mine = world.Subscribe(TestWorld.Acme);
        using EventSubscription foreign = world.Subscribe(TestWorld.Globex, "operator.admin");

        world.Publish(TestWorld.Acme, "presence");

        Assert.Single(EventWorld.Drain(mine));
        Assert.Empty(EventWorld.Drain(foreign));
    }

    [Theory]
    [InlineData("chats")]
    [InlineData("Chat")]
    [InlineData("plugin.")]
    [InlineData("")]
    [InlineData("session.unheard-of")]
    [InlineData("plugin.x\ndata: forged\n\nevent: exec.approval.requested")]
    [InlineData("plugin.x\rid: 9")]
    public void Unknown_event_is_dropped_and_counted(string name)
    {
        using var world = new EventWorld();
        using EventSubscription admin = world.Subscribe(TestWorld.Acme, "operator.admin");

        Assert.Equal(EventOutcome.UnknownFamily, world.Publish(TestWorld.Acme, name));

        Assert.Empty(EventWorld.Drain(admin));
        Assert.Equal(1, world.Gate.ReadCounts().UnknownFamily);
    }

    [Fact]
    public void Followed_sessions_narrow_and_open_nothing_foreign()
    {
        using var world = new EventWorld();
        using EventSubscription narrow = world.TrySubscribe(world.Host.Claim(TestWorld.Acme, EventWorld.Read), new EventTerms { FollowedSessionsOnly = true })!;
        Assert.True(narrow.Follow("s-1"));
        Assert.True(narrow.Follow("s-foreign"));

        world.Publish(TestWorld.Acme, "chat", "followed", "s-1");
        world.Publish(TestWorld.Acme, "chat", "not followed", "s-2");
        world.Publish(TestWorld.Acme, "chat", "of no session");
        world.Publish(TestWorld.Globex, "chat", "foreign", "s-foreign");
        narrow.Unfollow("s-1");
        world.Publish(TestWorld.Acme, "chat", "no more", "s-1");

        Assert.Equal([(1L, "chat", "followed"), (2L, "chat", "of no session")], EventWorld.Drain(narrow));
    }

    [Theory]
    [InlineData("s\nid: 9")]
    [InlineData("")]
    public void Event_of_a_session_that_can_be_none_is_dropped_and_counted(string session)
    {
        using var world = new EventWorld();
        using EventSubscription acme = world.Subscribe(TestWorld.Acme, EventWorld.Read);

        Assert.Equal(EventOutcome.Dropped, world.Publish(TestWorld.Acme, "chat", "x", session));
        Assert.Equal(EventOutcome.Dropped, world.Publish(TestWorld.Acme, "chat", "x", new string('s', 257)));

        // What no attribute can hold: a zero, and half a character.
        Assert.Equal(EventOutcome.Dropped, world.Publish(TestWorld.Acme, "chat", "x", "s\0"));
        Assert.Equal(EventOutcome.UnknownFamily, world.Publish(TestWorld.Acme, "question.\0"));
        Assert.Equal(EventOutcome.Dropped, world.Publish(TestWorld.Acme, "chat", "x", "s\udc00"));
        Assert.Equal(EventOutcome.UnknownFamily, world.Publish(TestWorld.Acme, "plugin.\ud800"));

        Assert.Empty(EventWorld.Drain(acme));
        Assert.Equal((4, 6), (world.Gate.ReadCounts().Malformed, world.Gate.ReadCounts().Dropped));
        Assert.Equal(EventOutcome.Published, world.Publish(TestWorld.Acme, "chat", "x", "agent:main:\ud83e\udd9e"));
        Assert.Single(EventWorld.Drain(acme));
    }

    [Fact]
    public void Names_of_followed_sessions_are_bounded_too()
    {
        using var world = new EventWorld();
        using EventSubscription one = world.Subscribe(TestWorld.Acme, EventWorld.Read);

        Assert.False(one.Follow(new string('s', 257)));
        Assert.False(one.Follow("s\0"));
        Assert.True(one.Follow(new string('s', 256)));
    }

    [Fact]
    public void Followed_sessions_are_bounded()
    {
        using var world = new EventWorld(static o => o.MaxFollowedSessions = 2);
        using EventSubscription one = world.Subscribe(TestWorld.Acme, EventWorld.Read);

        Assert.True(one.Follow("a"));
        Assert.True(one.Follow("b"));
        Assert.True(one.Follow("a"));
        Assert.False(one.Follow("c"));
    }

    [Fact]
    public void Numbers_have_no_gap_where_others_received_something()
    {
        using var world = new EventWorld();
        using EventSubscription reader = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        using EventSubscription approver = world.Subscribe(TestWorld.Acme, "operator.approvals");
        for (int i = 0; i < 20; i++)
        {
            world.Publish(TestWorld.Acme, i % 2 == 0 ? "chat" : "exec.approval.requested");
            world.Publish(TestWorld.Globex, "chat");
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(static i => (long)i), EventWorld.Drain(reader).Select(static e => e.Sequence));
        Assert.Equal(Enumerable.Range(1, 10).Select(static i => (long)i), EventWorld.Drain(approver).Select(static e => e.Sequence));
    }

    [Fact]
    public void What_is_told_to_one_is_his_alone_and_passes_the_same_gate()
    {
        using var world = new EventWorld();
        using EventSubscription one = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        using EventSubscription other = world.Subscribe(TestWorld.Acme, EventWorld.Read);

        world.In(world.Host.Claim(TestWorld.Acme), scope => world.Gate.Tell(one, scope, "chat", "yours"u8));
        world.In(world.Host.Claim(TestWorld.Acme), scope => world.Gate.Tell(one, scope, "terminal.data", "not yours"u8));
        world.In(world.Host.Claim(TestWorld.Globex), scope => world.Gate.Tell(one, scope, "chat", "foreign"u8));

        Assert.Equal([(1L, "chat", "yours")], EventWorld.Drain(one));
        Assert.Empty(EventWorld.Drain(other));
    }

    [Fact]
    public void Payload_is_the_events_own()
    {
        using var world = new EventWorld();
        using EventSubscription acme = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        byte[] buffer = [.. "acme"u8];

        world.In(world.Host.Claim(TestWorld.Acme), scope => world.Gate.Publish(scope, "chat", buffer));
        "evil"u8.CopyTo(buffer);

        Assert.Equal([(1L, "chat", "acme")], EventWorld.Drain(acme));
    }
}
