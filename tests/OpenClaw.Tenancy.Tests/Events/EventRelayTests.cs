using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Events;

/// <summary>Events that go to other processes and come from them.</summary>
public sealed class EventRelayTests
{
    [Fact]
    public void Published_event_is_sent_on_once_and_a_relayed_one_never()
    {
        using var world = new EventWorld(build: static b => b.AddEventRelay((_, inlet) => new Relay(inlet)));
        Relay relay = world.Host.Services.GetRequiredService<Relay>();
        using EventSubscription acme = world.Subscribe(TestWorld.Acme, EventWorld.Read);

        world.Publish(TestWorld.Acme, "chat", "here");
        world.Publish(TestWorld.Acme, "nothing", "dropped");
        Assert.Equal(EventOutcome.Published, relay.Inlet.Deliver(From("acme", "there")));

        Assert.Equal(["here"], relay.Sent.Select(static e => Encoding.UTF8.GetString(e.Payload.Span)));
        Assert.Equal([(1L, "chat", "here"), (2L, "chat", "there")], EventWorld.Drain(acme));
        Assert.Equal(["acme"], relay.Inlet.Awaited());
    }

    [Theory]
    [InlineData("nobody", "chat", EventOutcome.UnknownTenant)]
    [InlineData("", "chat", EventOutcome.UnknownTenant)]
    [InlineData("ACME", "chat", EventOutcome.UnknownTenant)]
    [InlineData("acme ", "chat", EventOutcome.UnknownTenant)]
    [InlineData("acme", "unheard-of", EventOutcome.UnknownFamily)]
    public void What_comes_from_elsewhere_without_a_known_tenant_or_family_is_dropped(string tenant, string name, EventOutcome outcome)
    {
        using var world = new EventWorld(build: static b => b.AddEventRelay((_, inlet) => new Relay(inlet)));
        EventInlet inlet = world.Host.Services.GetRequiredService<Relay>().Inlet;
        EventSubscription[] everybody = [.. new[] { TestWorld.Acme, TestWorld.Globex, TenantId.Platform }.Select(t => world.Subscribe(t, "operator.admin"))];

        Assert.Equal(outcome, inlet.Deliver(From(tenant, "x") with { Name = name }));

        Assert.All(everybody, static one => Assert.Empty(EventWorld.Drain(one)));
    }

    [Fact]
    public void Relayed_event_passes_the_same_gate()
    {
        using var world = new EventWorld(build: static b => b.AddEventRelay((_, inlet) => new Relay(inlet)));
        EventInlet inlet = world.Host.Services.GetRequiredService<Relay>().Inlet;
        using EventSubscription reader = world.Subscribe(TestWorld.Acme, EventWorld.Read);
        using EventSubscription foreign = world.Subscribe(TestWorld.Globex, "operator.admin");

        inlet.Deliver(From("acme", "x") with { Name = "terminal.data" });
        inlet.Deliver(From("acme", "x") with { Id = "no id!" });
        inlet.Deliver(From("acme", "y"));

        Assert.Equal([(1L, "chat", "y")], EventWorld.Drain(reader));
        Assert.Empty(EventWorld.Drain(foreign));
    }

    [Fact]
    public void Relay_without_room_is_counted_and_nobody_waits()
    {
        using var world = new EventWorld(build: static b => b.AddEventRelay((_, inlet) => new Relay(inlet) { HasRoom = false }));
        using EventSubscription acme = world.Subscribe(TestWorld.Acme, EventWorld.Read);

        Assert.Equal(EventOutcome.Published, world.Publish(TestWorld.Acme, "chat"));

        Assert.Single(EventWorld.Drain(acme));
        Assert.Equal(1, world.Gate.ReadCounts().Unsent);
    }

    private static RelayedEvent From(string tenant, string payload) => new(tenant, EventId.New().ToString(), "chat", Encoding.UTF8.GetBytes(payload), Session: null);

    private sealed class Relay(EventInlet inlet) : IEventRelay
    {
        public EventInlet Inlet { get; } = inlet;

        public bool HasRoom { get; init; } = true;

        public List<TenantEvent> Sent { get; } = [];

        public bool TrySend(TenantEvent happened)
        {
            Sent.Add(happened);
            return HasRoom;
        }
    }
}
