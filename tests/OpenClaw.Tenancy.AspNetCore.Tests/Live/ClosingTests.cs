using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>A connection ends when what it stands by dies, and only then; and whoever comes back has no more than before.</summary>
public sealed class ClosingTests
{
    public static TheoryData<string, string> Deaths => new() { { "tenant", "tenant_inactive" }, { "deleted", "tenant_inactive" }, { "member", "revoked" }, { "credential", "revoked" }, { "expiry", "token_expired" } };

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Idle_socket_is_closed_when_its_claim_dies(string death, string reason)
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer mortal = await host.ConnectAsync("acme", "mortal", milliseconds: death == "expiry" ? 700 : 60_000);
        using Peer member = await host.ConnectAsync("acme", "member");
        using Peer foreign = await host.ConnectAsync("globex", "mortal");
        Assert.Equal("acme", (await mortal.AskAsync("""{"op":"who"}""")).GetProperty("tenant").GetString());

        long killed = Stopwatch.GetTimestamp();
        Kill(host.App.Directory, death);

        Assert.Equal((1008, reason), await mortal.ClosedAsync());
        TestContext.Current.TestOutputHelper?.WriteLine($"{death}: closed after {Stopwatch.GetElapsedTime(killed, mortal.ReceivedAt).TotalMilliseconds:0.0} ms");
        Assert.Equal("globex", (await foreign.AskAsync("""{"op":"who"}""")).GetProperty("tenant").GetString());
        if (death is "tenant" or "deleted")
        {
            Assert.Equal((1008, reason), await member.ClosedAsync());
        }
        else
        {
            Assert.Equal("acme", (await member.AskAsync("""{"op":"who"}""")).GetProperty("tenant").GetString());
        }

        await LiveHost.UntilAsync(() => host.Connections.CountOf(TenantId.From("acme")) == (death is "tenant" or "deleted" ? 0 : 1));
        Assert.Equal(Enumerable.Repeat(reason, death is "tenant" or "deleted" ? 2 : 1), host.Refusals("acme"));
        Assert.Empty(host.Refusals("globex"));
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Event_stream_ends_when_its_claim_dies(string death, string reason)
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using EventStreamPeer mortal = await EventStreamPeer.OpenAsync(host, LiveVerifier.Credential("acme", "mortal", milliseconds: death == "expiry" ? 900 : 60_000));
        using EventStreamPeer foreign = await EventStreamPeer.OpenAsync(host, LiveVerifier.Credential("globex", "mortal"));
        host.Publish("acme", "chat", "1");
        Assert.Equal(("1", "chat", "1"), await mortal.NextAsync());

        Kill(host.App.Directory, death);

        Assert.Null(await mortal.NextAsync());
        host.Publish("globex", "chat", "2");
        Assert.Equal(("1", "chat", "2"), await foreign.NextAsync());
        await LiveHost.UntilAsync(() => host.Connections.Count == 1);
        Assert.Equal([reason], host.Refusals("acme"));
    }

    [Fact]
    public async Task Message_of_a_dead_claim_is_refused_though_nobody_was_told()
    {
        // The watch does not run: whatever is found is found at the message.
        await using LiveHost host = await LiveHost.StartAsync(tenancy: static b => b.Services.Remove(b.Services.Single(static s => s.ImplementationType?.Name == "LiveWatch")));
        using Peer peer = await host.ConnectAsync("acme");
        await peer.AskAsync("""{"op":"who"}""");

        host.App.Directory.RevokeMember(TenantId.From("acme"), LiveVerifier.Issuer, "alice");
        await peer.SendAsync("""{"op":"who"}""");

        Assert.Equal((1008, "revoked"), await peer.ClosedAsync());
        Assert.Equal(["revoked"], host.Refusals("acme"));
    }

    [Fact]
    public async Task Too_old_a_directory_ends_it_as_unknown_and_not_as_revoked()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await host.ConnectAsync("acme");
        await peer.AskAsync("""{"op":"who"}""");

        host.App.Directory.ReportRefreshed(TimeProvider.System.GetUtcNow().AddMinutes(-2));

        Assert.Equal((1011, "dependency_unavailable"), await peer.ClosedAsync());
    }

    [Fact]
    public async Task Who_comes_back_is_looked_at_anew_and_gets_no_more()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        TenantDirectory directory = host.App.Directory;
        string old = LiveVerifier.Credential("acme", "alice", "operator.write", id: "old");
        using (Peer first = await Peer.ConnectAsync(host.App, "/ws", old))
        {
            Assert.Equal("operator.write@acme", (await first.AskAsync("""{"op":"who"}""")).GetProperty("scopes").GetString());
            directory.RevokeCredential(TenantId.From("acme"), LiveVerifier.Issuer, "old");
            Assert.Equal((1008, "revoked"), await first.ClosedAsync());
        }

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => Peer.ConnectAsync(host.App, "/ws", old));
        using Peer again = await host.ConnectAsync("acme", "alice", "operator.read", id: "new");
        Assert.Equal("operator.read@acme", (await again.AskAsync("""{"op":"who"}""")).GetProperty("scopes").GetString());
        directory.SetStatus(TenantId.From("acme"), TenantStatus.Suspended);
        Assert.Equal((1008, "tenant_inactive"), await again.ClosedAsync());
        directory.SetStatus(TenantId.From("acme"), TenantStatus.Active);
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => Peer.ConnectAsync(host.App, "/ws", old));
    }

    [Fact]
    public async Task Host_without_tenancy_holds_connections_for_everybody_and_looks_at_no_selector()
    {
        await using LiveHost host = await LiveHost.StartAsync(options: static o => o.Mode = TenancyMode.Disabled);
        using Peer peer = await Peer.ConnectAsync(host.App, "/ws");
        Assert.Equal("default", (await peer.AskAsync("""{"op":"who","tenant":"anything"}""")).GetProperty("tenant").GetString());
        await peer.AskAsync("""{"op":"events"}""");
        host.Gate.PublishForHost(TenantId.Default, "chat", "{}"u8);
        Assert.Equal(1, (await peer.ReceiveJsonAsync()).GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Host_that_stops_says_so()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await host.ConnectAsync("acme");
        await peer.AskAsync("""{"op":"who"}""");

        host.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal((1001, "going_away"), await peer.ClosedAsync());
        Assert.Empty(host.Refusals("acme"));
    }

    private static void Kill(TenantDirectory directory, string death)
    {
        var acme = TenantId.From("acme");
        switch (death)
        {
            case "tenant":
                directory.SetStatus(acme, TenantStatus.Suspended);
                break;
            case "deleted":
                directory.SetStatus(acme, TenantStatus.Deleted);
                break;
            case "member":
                directory.RevokeMember(acme, LiveVerifier.Issuer, "mortal");
                break;
            case "credential":
                directory.RevokeCredential(acme, LiveVerifier.Issuer, "mortal");
                break;
            default:
                break;
        }
    }
}
