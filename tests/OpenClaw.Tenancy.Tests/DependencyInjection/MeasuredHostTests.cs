using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Telemetry;
using OpenClaw.Tenancy.Tests.Events;
using OpenClaw.Tenancy.Tests.Health;
using OpenClaw.Tenancy.Tests.Telemetry;

namespace OpenClaw.Tenancy.Tests.DependencyInjection;

/// <summary>A host measures its ledger and its events by itself.</summary>
public sealed class MeasuredHostTests
{
    [Theory]
    [InlineData(9L, 4L, 2.5, 2.5)]
    [InlineData(9L, 4L, null, null)]
    [InlineData(0L, 0L, null, 0.0)]
    public void Ledger_says_how_it_keeps_up_and_nothing_that_it_does_not_know(long waiting, long dropped, double? oldest, double? lag)
    {
        var status = new AuditLedgerStatus { Waiting = waiting, Dropped = dropped, OldestAge = oldest is { } age ? TimeSpan.FromSeconds(age) : null };
        using var world = new MeasuredWorld(build: b => b.UseLedger(_ => new StandingLedger(status)));

        IReadOnlyDictionary<string, double> found = world.Caught.Collect();

        Assert.Equal((waiting, dropped), (found["openclaw.tenancy.ledger.waiting"], found["openclaw.tenancy.ledger.dropped"]));
        Assert.Equal(lag, found.TryGetValue("openclaw.tenancy.ledger.lag", out double seconds) ? seconds : null);
    }

    [Fact]
    public void Events_that_nobody_got_are_counted()
    {
        using var caught = new CaughtMetrics();
        using var world = new EventWorld(build: b => b.Services.AddSingleton<IMeterFactory>(caught));

        world.Publish(TestWorld.Acme, "chat", "x", new string('s', 257));

        Assert.Equal(1, caught.Collect()["openclaw.tenancy.events.dropped"]);
    }
}
