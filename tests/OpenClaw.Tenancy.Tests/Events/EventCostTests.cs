using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.TestKit;
using TenantContext = OpenClaw.Tenancy.Contexts.TenantContext;

namespace OpenClaw.Tenancy.Tests.Events;

/// <summary>What an event costs. Alone, since where a test beside it listens to spans, each of them costs more.</summary>
[Collection(AloneCollection.Name)]
public sealed class EventCostTests
{
    [Fact]
    public void Subscribers_who_may_not_receive_an_event_cost_no_allocation()
    {
        using var world = new EventWorld(static o => o.MaxSubscribersPerTenant = 2_000);
        EventSubscription[] ineligible = [.. Enumerable.Range(0, 1_000).Select(_ => world.Subscribe(TestWorld.Acme, "operator.approvals"))];

        long among1000 = world.In(world.Host.Claim(TestWorld.Acme), scope => Cost(world, scope));
        long among0 = world.In(world.Host.Claim(TestWorld.Globex), scope => Cost(world, scope));

        Assert.Equal(among0, among1000);
        Assert.All(ineligible, static one => Assert.False(one.TryRead(out _)));

        static long Cost(EventWorld world, TenantContext scope)
        {
            for (int i = 0; i < 200; i++)
            {
                world.Gate.Publish(scope, "chat", "{}"u8);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                world.Gate.Publish(scope, "chat", "{}"u8);
            }

            return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        }
    }
}
