using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Usage;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Usage;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Tests.Usage;

/// <summary>What every store of usage does (<see cref="ReservationContract"/>), in memory.</summary>
public sealed class InMemoryUsageTests : ReservationContract
{
    [Fact]
    public async Task At_its_bound_a_tenant_counts_no_more_and_another_one_does()
    {
        using var world = new TestWorld(build: static b => b.Services.AddSingleton<IUsageStore>(static sp => new InMemoryUsageStore(sp.GetRequiredService<TimeProvider>(), capacityPerTenant: 3)));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event($"e{i}")));
        }

        Assert.Equal(UsageOutcome.Overflow, await AddAsync(world, TestWorld.Acme, Event("more")));
        Assert.Equal(UsageOutcome.CountedBefore, await AddAsync(world, TestWorld.Acme, Event("e0")));
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Globex, Event("more")));
    }

    [Fact]
    public async Task Ids_are_forgotten_when_no_event_can_be_so_old_any_more()
    {
        using var world = new TestWorld(build: static b => b.Services.AddSingleton<IUsageStore>(static sp => new InMemoryUsageStore(sp.GetRequiredService<TimeProvider>(), capacityPerTenant: 1)));
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event("e")));
        world.Time.Advance(TimeSpan.FromDays(33));
        Assert.Equal(UsageOutcome.CountedBefore, await AddAsync(world, TestWorld.Acme, Event("e")));
        Assert.Equal(UsageOutcome.Overflow, await AddAsync(world, TestWorld.Acme, Event("f", world.Time.Now)));
        world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event("f", world.Time.Now)));
        Assert.Equal(1, (await ReadAsync(world, TestWorld.Acme)).Totals.Events);
    }

    protected override TestWorld Open() => new(build: static b => b.AddTenantUsage());
}
