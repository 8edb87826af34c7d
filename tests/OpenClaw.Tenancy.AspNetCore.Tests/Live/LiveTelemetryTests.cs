using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>What is reported of connections and events: numbers, and nobody's name.</summary>
public sealed class LiveTelemetryTests
{
    [Fact]
    public async Task Open_connections_and_dropped_events_are_counted_without_a_tag()
    {
        using var caught = new CaughtMetrics();
        await using LiveHost host = await LiveHost.StartAsync(tenancy: b => b.Services.AddSingleton<IMeterFactory>(caught));
        using (await host.ConnectAsync("acme"))
        using (await host.ConnectAsync("globex"))
        {
            host.Publish("acme", "nobody.knows");
            host.Publish("acme", "chat");
            IReadOnlyDictionary<string, double> open = caught.Collect();
            Assert.Equal((2.0, 1.0), (open["openclaw.tenancy.connections"], open["openclaw.tenancy.events.dropped"]));
        }

        await LiveHost.UntilAsync(() => host.Connections.Count == 0);
        Assert.Equal(0, caught.Collect()["openclaw.tenancy.connections"]);
        Assert.All(caught.Measured.Where(static m => m.Name.Contains("connections", StringComparison.Ordinal) || m.Name.Contains("events", StringComparison.Ordinal)), static m => Assert.Empty(m.Tags));
    }
}
