using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Telemetry;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Telemetry;

/// <summary>What other parts report stands under fixed names, without tags, and none of them disturbs the others.</summary>
public sealed class ObservedMetricTests
{
    [Fact]
    public void Names_units_and_sums()
    {
        using var world = new MeasuredWorld();
        foreach (TenancyCount what in Enum.GetValues<TenancyCount>().Except([TenancyCount.Unspecified]))
        {
            world.Telemetry.Observe(what, static () => 3);
            world.Telemetry.Observe(what, static () => 4);
        }

        foreach (TenancyAge what in Enum.GetValues<TenancyAge>().Except([TenancyAge.Unspecified]))
        {
            world.Telemetry.Observe(what, static () => TimeSpan.FromMilliseconds(1500));
            world.Telemetry.Observe(what, static () => TimeSpan.FromSeconds(1));
            world.Telemetry.Observe(what, static () => null);
        }

        world.Caught.Collect();

        Assert.Equal(
            [
                "openclaw.tenancy.connections {connection} 7",
                "openclaw.tenancy.directory.snapshot.age s 1.5",
                "openclaw.tenancy.events.dropped {event} 7",
                "openclaw.tenancy.jobs.lag s 1.5",
                "openclaw.tenancy.jobs.running {job} 7",
                "openclaw.tenancy.jobs.waiting {job} 7",
                "openclaw.tenancy.ledger.dropped {record} 7",
                "openclaw.tenancy.ledger.lag s 1.5",
                "openclaw.tenancy.ledger.waiting {record} 7",
                "openclaw.tenancy.limits.partitions {partition} 7",
                "openclaw.tenancy.limits.refused {request} 7",
            ],
            world.Caught.Measured.Select(static m => FormattableString.Invariant($"{m.Name} {m.Unit} {m.Value}")).Order(StringComparer.Ordinal));
        Assert.All(world.Caught.Measured, static m => Assert.Empty(m.Tags));
    }

    [Fact]
    public void One_that_throws_or_has_ended_says_nothing()
    {
        using var world = new MeasuredWorld();
        world.Telemetry.Observe(TenancyCount.JobsWaiting, static () => throw new InvalidOperationException("canary"));
        IDisposable ends = world.Telemetry.Observe(TenancyCount.JobsWaiting, static () => 5);
        world.Telemetry.Observe(TenancyCount.JobsWaiting, static () => -5);
        world.Telemetry.Observe(TenancyAge.JobsOldest, static () => throw new InvalidOperationException("canary"));
        Assert.Equal(5, world.Caught.Collect()["openclaw.tenancy.jobs.waiting"]);

        ends.Dispose();

        IReadOnlyDictionary<string, double> found = world.Caught.Collect();
        Assert.Equal(0, found["openclaw.tenancy.jobs.waiting"]);
        Assert.False(found.ContainsKey("openclaw.tenancy.jobs.lag"));
    }

    [Fact]
    public void No_name_is_the_callers()
    {
        using var world = new MeasuredWorld();
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Telemetry.Observe(TenancyCount.Unspecified, static () => 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Telemetry.Observe((TenancyCount)99, static () => 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Telemetry.Observe(TenancyAge.Unspecified, static () => null));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Telemetry.Observe((TenancyAge)99, static () => null));
    }

    [Fact]
    public void Directory_that_ages_says_how_old_it_is_and_another_says_nothing()
    {
        using var world = new MeasuredWorld();
        Assert.False(world.Caught.Collect().ContainsKey("openclaw.tenancy.directory.snapshot.age"));

        world.World.Directory.ReportRefreshed(world.World.Time.Now);
        world.World.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(7, world.Caught.Collect()["openclaw.tenancy.directory.snapshot.age"]);

        world.World.Directory.ReportRefreshed(world.World.Time.Now);
        Assert.Equal(0, world.Caught.Collect()["openclaw.tenancy.directory.snapshot.age"]);
    }

    [Fact]
    public void Two_hosts_of_a_process_are_told_apart()
    {
        using var first = new MeasuredWorld();
        using var second = new MeasuredWorld();
        AccessRequest request = first.Request();

        first.Engine.Authorize(in request, out _);

        Assert.Single(first.Caught.Measured);
        Assert.Empty(second.Caught.Measured);
    }

    [Fact]
    public void Host_without_a_meter_factory_has_a_meter_of_the_same_name()
    {
        using var world = new TestWorld();
        Assert.Equal(TenancyTelemetry.Name, ((TenancyTelemetry)world.Services.GetService(typeof(TenancyTelemetry))!).Spans.Name);
    }
}
