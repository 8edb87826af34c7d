using System.Text;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Events;

/// <summary>Many who publish, read, come and go at once.</summary>
public sealed class EventStormTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 50_000 : 1_500;

    [Fact]
    public async Task Every_reader_sees_its_own_tenants_canary_and_numbers_without_a_gap()
    {
        using var world = new EventWorld(static o => o.QueueLength = 100_000);
        TenantId[] tenants = [TestWorld.Acme, TestWorld.Globex, TestWorld.Initech];
        var readers = tenants.SelectMany(t => Enumerable.Range(0, 4).Select(_ => (Tenant: t, One: world.Subscribe(t, EventWorld.Read)))).ToArray();
        using var done = new CancellationTokenSource();
        Task[] reading = [.. readers.Select(r => Task.Run(() => ReadAsync(r.Tenant, r.One)))];
        Task coming = Task.Run(() => ComeAndGo(world, tenants, done.Token));

        await Task.WhenAll(tenants.Select(t => Task.Run(() => Publish(world, t))));
        await done.CancelAsync();
        await coming;
        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((0, 0), (world.Gate.Subscribers, world.Gate.Tenants));
    }

    private static void Publish(EventWorld world, TenantId tenant)
    {
        VerifiedTenantClaim claim = world.Host.Claim(tenant, "operator.write");
        byte[] canary = Encoding.UTF8.GetBytes(tenant.ToString());
        world.In(claim, scope =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                Assert.Equal(EventOutcome.Published, world.Gate.Publish(scope, "chat", canary));
                world.Gate.Publish(scope, "exec.approval.requested", canary);
            }

            return world.Gate.Publish(scope, "cron", "end"u8);
        });
    }

    private static async Task ReadAsync(TenantId tenant, EventSubscription one)
    {
        byte[] canary = Encoding.UTF8.GetBytes(tenant.ToString());
        long expected = 0;
        await foreach (DeliveredEvent delivered in one.ReadAllAsync(CancellationToken.None))
        {
            Assert.Equal(++expected, delivered.Sequence);
            Assert.Equal(tenant, delivered.Event.Tenant);
            if (delivered.Event.Name == "cron")
            {
                break;
            }

            Assert.Equal("chat", delivered.Event.Name);
            Assert.True(delivered.Event.Payload.Span.SequenceEqual(canary));
        }

        Assert.Equal(Rounds + 1, expected);
        one.Dispose();
    }

    private static void ComeAndGo(EventWorld world, TenantId[] tenants, CancellationToken done)
    {
        for (int i = 0; !done.IsCancellationRequested; i++)
        {
            using EventSubscription one = world.Subscribe(tenants[i % tenants.Length], EventWorld.Read);
            EventWorld.Drain(one);
        }
    }
}
