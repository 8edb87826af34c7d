using System.Net;
using System.Net.WebSockets;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>Connections of tenants that somebody invented. It measures the memory of the process, and so runs while nothing else does.</summary>
[Collection(AloneCollection.Name)]
public sealed class InventedTenantTests
{
    private static readonly bool Soak = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_SOAK") == "1";
    private static readonly bool Long = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    [Fact]
    public async Task Invented_tenants_leave_nothing_behind()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        int attempts = Soak ? 100_000 : Long ? 10_000 : 1_500;
        await TryAsync(host, 0, 300);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await TryAsync(host, 300, attempts);

        long after = GC.GetTotalMemory(forceFullCollection: true);
        TestContext.Current.TestOutputHelper?.WriteLine($"{attempts} attempts: {(after - before) / 1024} KiB more");
        Assert.Equal((0, 0, 0, 0), (host.Connections.Count, host.Connections.Tenants, host.Gate.Subscribers, host.Gate.Tenants));
        Assert.InRange(after - before, long.MinValue, 16 * 1024 * 1024);
        using Peer peer = await host.ConnectAsync("acme");
        Assert.Equal("acme", (await peer.AskAsync("""{"op":"who"}""")).GetProperty("tenant").GetString());
    }

    private static Task TryAsync(LiveHost host, int from, int to) => Parallel.ForEachAsync(
        Enumerable.Range(from, to - from),
        new ParallelOptions { MaxDegreeOfParallelism = 8 },
        async (i, _) =>
        {
            string credential = LiveVerifier.Credential($"invented-{i}", $"mallory-{i}");
            if (i % 10 == 0)
            {
                // A whole handshake of a WebSocket costs more than the refusal.
                await Assert.ThrowsAsync<WebSocketException>(() => Peer.ConnectAsync(host.App, "/ws", credential));
                return;
            }

            Answer answer = await host.App.GetAsync(i % 2 == 0 ? "/ws" : "/first", credential);
            Assert.Equal((HttpStatusCode.Unauthorized, "token_invalid"), (answer.Status, answer.Code));
        });
}
