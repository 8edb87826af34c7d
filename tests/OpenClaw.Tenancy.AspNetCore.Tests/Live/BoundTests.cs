using System.Net;
using System.Net.WebSockets;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>How many connections there are, and what slow readers and strangers take.</summary>
public sealed class BoundTests
{
    [Fact]
    public async Task Connections_are_bounded_for_each_tenant_and_in_whole_and_places_come_back()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => (o.MaxConnections, o.MaxConnectionsPerTenant) = (3, 2));
        Peer[] acme = [await host.ConnectAsync("acme", "a"), await host.ConnectAsync("acme", "b")];
        await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectAsync("acme", "c"));
        using Peer globex = await host.ConnectAsync("globex");
        await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectAsync("globex", "d"));
        Answer plain = await host.App.GetAsync("/events", LiveVerifier.Credential("initech", "e"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited"), (plain.Status, plain.Code));
        Assert.Contains("Retry-After", plain.Headers, StringComparison.Ordinal);
        Assert.Equal(["rate_limited"], host.Refusals("acme"));
        Assert.Equal(["rate_limited"], host.Refusals("globex"));
        Assert.Equal(["rate_limited"], host.Refusals("initech"));

        Array.ForEach(acme, static p => p.Dispose());
        await LiveHost.UntilAsync(() => host.Connections.Count == 1);
        using Peer again = await host.ConnectAsync("acme", "c");
        Assert.Equal(2, host.Connections.Tenants);
    }

    [Fact]
    public async Task Slow_reader_of_a_socket_is_closed_and_others_go_on()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => o.SendTimeout = TimeSpan.FromSeconds(3), static o => (o.QueueLength, o.MaxEventBytes, o.QueueBytes) = (20, 1_000_000, 50_000_000));
        using Peer slow = await host.ConnectAsync("acme", "slow", milliseconds: 280_000);
        using Peer fast = await host.ConnectAsync("acme", "fast", milliseconds: 280_000);
        await slow.AskAsync("""{"op":"events"}""");
        await fast.AskAsync("""{"op":"events"}""");
        string payload = $"\"{new string('x', 900_000)}\"";
        int sent = 0;
        while (host.Connections.CountOf(TenantId.From("acme")) == 2)
        {
            Assert.True(sent < 2_000, "The slow reader was kept.");
            host.Publish("acme", "chat", payload);
            Assert.Equal(++sent, (await fast.ReceiveJsonAsync()).GetProperty("seq").GetInt64());
        }

        await LiveHost.UntilAsync(() => host.Refusals("acme").Length != 0);
        Assert.Equal(["too_slow"], host.Refusals("acme"));
    }

    [Fact]
    public async Task Slow_reader_of_an_event_stream_is_cut_off()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => o.SendTimeout = TimeSpan.FromSeconds(3), static o => (o.QueueLength, o.MaxEventBytes, o.QueueBytes) = (20, 1_000_000, 50_000_000));
        using EventStreamPeer slow = await EventStreamPeer.OpenAsync(host, LiveVerifier.Credential("acme", "slow", milliseconds: 280_000));
        string payload = $"\"{new string('x', 900_000)}\"";
        for (int i = 0; host.Connections.Count == 1; i++)
        {
            Assert.True(i < 2_000, "The slow reader was kept.");
            host.Publish("acme", "chat", payload);
            await Task.Delay(1);
        }

        await LiveHost.UntilAsync(() => host.Refusals("acme").Length != 0);
        Assert.Equal(["too_slow"], host.Refusals("acme"));
        Assert.Equal(0, host.Gate.Subscribers);
    }
}
