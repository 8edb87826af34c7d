using System.Diagnostics;
using System.Text.Json;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>Many sockets of many tenants under traffic, of which one tenant is suspended.</summary>
public sealed class CanaryTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";
    private static readonly int Tenants = Long ? 50 : 20;
    private static readonly int SocketsEach = Long ? 40 : 10;
    private static readonly TimeSpan Traffic = TimeSpan.FromSeconds(Long ? 60 : 2);

    [Fact]
    public async Task Every_event_is_where_it_belongs_and_suspending_a_tenant_closes_exactly_its_sockets()
    {
        string[] names = [.. Enumerable.Range(0, Tenants).Select(static i => $"canary-{i:00}")];
        await using LiveHost host = await LiveHost.StartAsync(events: static o => o.QueueLength = 10_000, tenants: names);
        var crowd = new List<(string Tenant, Peer Peer)>();
        foreach (string name in names)
        {
            for (int i = 0; i < SocketsEach; i++)
            {
                Peer peer = await host.ConnectAsync(name, $"member-{i}", milliseconds: 280_000);
                Assert.Equal("events", (await peer.AskAsync("""{"op":"events"}""")).GetProperty("op").GetString());
                crowd.Add((name, peer));
            }
        }

        using var done = new CancellationTokenSource();
        Task<long>[] reading = [.. crowd.Select(one => Task.Run(() => ReadAsync(one.Tenant, one.Peer)))];
        Task publishing = Task.Run(() => PublishAsync(host, names, done.Token));
        await Task.Delay(Traffic);
        string victim = names[Tenants / 2];
        long suspended = Stopwatch.GetTimestamp();
        host.App.Directory.SetStatus(TenantId.From(victim), TenantStatus.Suspended);
        Peer[] closed = [.. crowd.Where(one => one.Tenant == victim).Select(static one => one.Peer)];
        await Task.WhenAll(crowd.Index().Where(one => one.Item.Tenant == victim).Select(one => reading[one.Index])).WaitAsync(TimeSpan.FromSeconds(60));
        double[] times = [.. closed.Select(p => Stopwatch.GetElapsedTime(suspended, p.ReceivedAt).TotalMilliseconds).Order()];
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{crowd.Count} sockets of {Tenants} tenants: time to close p50 {times[times.Length / 2]:0.0} ms, p99 {times[(int)(times.Length * 0.99)]:0.0} ms (goal 250)");

        Assert.All(closed, static p => Assert.Equal((1008, "tenant_inactive"), ((int)p.CloseStatus!, p.CloseReason)));
        Assert.Equal(crowd.Count - SocketsEach, host.Connections.Count);
        Assert.All(crowd.Index().Where(one => one.Item.Tenant != victim), one => Assert.False(reading[one.Index].IsCompleted));

        await done.CancelAsync();
        await publishing;
        foreach (string name in names)
        {
            host.Publish(name, "task", $$"""{"tenant":"{{name}}","last":true}""");
        }

        long[] counts = await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(60));
        TestContext.Current.TestOutputHelper?.WriteLine($"{counts.Sum()} events received");
        Assert.All(counts, static c => Assert.True(c > 0));
        crowd.ForEach(static one => one.Peer.Dispose());
    }

    private static async Task<long> ReadAsync(string tenant, Peer peer)
    {
        long received = 0;
        while (await peer.ReceiveAsync() is { } text)
        {
            JsonElement message = JsonDocument.Parse(text).RootElement;
            Assert.Equal(++received, message.GetProperty("seq").GetInt64());
            Assert.Equal(tenant, message.GetProperty("payload").GetProperty("tenant").GetString());
            if (message.GetProperty("payload").TryGetProperty("last", out _))
            {
                break;
            }
        }

        return received;
    }

    private static async Task PublishAsync(LiveHost host, string[] names, CancellationToken done)
    {
        for (int i = 0; !done.IsCancellationRequested; i++)
        {
            string name = names[i % names.Length];
            host.Publish(name, i % 3 == 0 ? "exec.approval.requested" : "chat", $$"""{"tenant":"{{name}}"}""");
            if (i % names.Length == 0)
            {
                await Task.Delay(Long ? 100 : 20, CancellationToken.None);
            }
        }
    }
}
