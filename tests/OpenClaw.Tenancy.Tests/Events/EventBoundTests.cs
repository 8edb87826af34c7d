using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Events;

/// <summary>What waits for a reader is bounded to the last byte and event, and whatever is misused is named.</summary>
public sealed class EventBoundTests
{
    [Fact]
    public void As_many_bytes_as_may_wait_do_and_what_was_read_waits_no_more()
    {
        using var world = new EventWorld(static o => (o.QueueBytes, o.MaxEventBytes) = (1000, 500));
        using EventSubscription one = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        for (int i = 0; i < 3; i++)
        {
            world.Publish(TestWorld.Acme, "chat", new string('x', 500));
            world.Publish(TestWorld.Acme, "chat", new string('x', 500));
            Assert.Equal(2, EventWorld.Drain(one).Count);
        }

        Assert.False(one.IsTooSlow);
    }

    [Theory]
    [InlineData(2, 1000)]
    [InlineData(100, 2)]
    public void One_event_more_than_may_wait_ends_the_subscription_at_once(int length, int bytes)
    {
        using var world = new EventWorld(o => (o.QueueLength, o.QueueBytes, o.MaxEventBytes) = (length, bytes, bytes));
        using EventSubscription slow = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        for (int i = 0; i < 2; i++)
        {
            world.Publish(TestWorld.Acme, "chat", "x");
        }

        Assert.Equal((false, 1), (slow.IsTooSlow, world.Gate.Subscribers));

        world.Publish(TestWorld.Acme, "chat", "x");

        Assert.Equal((true, 0, 1), (slow.IsTooSlow, world.Gate.Subscribers, world.Gate.ReadCounts().TooSlow));
        Assert.Empty(EventWorld.Drain(slow));
    }

    [Fact]
    public void What_was_dropped_is_the_sum_of_why()
    {
        Assert.Equal(2 + 40 + 800 + 16_000 + 128_000_000, new EventCounts(1, 2, 40, 800, 16_000, 320_000, 640_000, 6_400_000, 128_000_000).Dropped);
    }

    [Fact]
    public void First_scope_is_known_again_where_there_is_no_room_for_another()
    {
        var builder = new EventFamiliesBuilder();
        for (int i = 0; i < EventFamilies.MaxScopes; i++)
        {
            builder.Add($"s.{i}", $"e{i}");
        }

        EventFamilies families = builder.Add("s.0", "another").AddPrefix("s.0", "more.").Build();

        Assert.Equal(("s.0", "s.0", EventFamilies.MaxScopes), (families.ScopeOf("another"), families.ScopeOf("more.x"), families.Scopes.Count));
    }

    [Fact]
    public void Options_are_fixed_at_start()
    {
        using var world = new EventWorld(static o => o.QueueLength = 7);
        _ = world.Gate;
        EventOptions started = world.Host.Services.GetRequiredService<IOptions<EventOptions>>().Value;

        Assert.Equal(9, new EventOptions { QueueLength = 9 }.QueueLength);
        Assert.Throws<InvalidOperationException>(() => started.QueueLength = 8);
        Assert.Equal(7, started.QueueLength);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        EventInlet? inlet = null;
        using var world = new EventWorld(build: b => b.AddEventRelay((_, given) => new NoRelay(inlet = given)));
        using EventSubscription one = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        world.Publish(TestWorld.Acme, "chat");
        world.In(world.Host.Claim(TestWorld.Acme, EventWorld.Read), scope =>
        {
            Missing("scope", () => world.Gate.Publish((TenantContext)null!, "chat", default));
            Missing("permit", () => world.Gate.Publish((AccessPermit)null!, "chat", default));
            Missing("name", () => world.Gate.Publish(scope, null!, default));
            Missing("subscription", () => world.Gate.Tell(null!, scope, "chat", default));
            Missing("scope", () => world.Gate.Tell(one, null!, "chat", default));
            Missing("scope", () => world.Gate.TrySubscribe(null!, out _));
            return true;
        });
        Missing("relayed", () => inlet!.Deliver(null!));
        Missing("session", () => one.Follow(null!));
        Assert.Throws<ArgumentException>("session", () => one.Follow(string.Empty));
        Missing("name", () => EventFamilies.OpenClaw.Knows(null!));
        Missing("name", () => EventFamilies.OpenClaw.ScopeOf(null!));
        Missing("names", () => new EventFamiliesBuilder().AddUnguarded((IEnumerable<string>)null!));
    }

    private static void Missing(string argument, Action act) => Assert.Throws<ArgumentNullException>(argument, act);

    private sealed class NoRelay(EventInlet inlet) : IEventRelay
    {
        public EventInlet Inlet { get; } = inlet;

        public bool TrySend(TenantEvent happened) => true;
    }
}
