using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>SignalR hubs.</summary>
public sealed class HubTests
{
    [Fact]
    public async Task Hub_methods_have_the_tenant_of_the_handshake()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using HubPeer acme = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("acme", "alice"));
        using HubPeer globex = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("globex", "bob"));

        Assert.Equal("acme", Result(await acme.CallAsync("Who")));
        Assert.Equal("globex", Result(await globex.CallAsync("Who")));
        Assert.Equal(2, host.Connections.Count);
    }

    [Fact]
    public async Task Groups_of_one_name_are_each_tenants_own()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using HubPeer acme = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("acme", "alice"));
        using HubPeer colleague = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("acme", "carol"));
        using HubPeer globex = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("globex", "bob"));
        foreach (HubPeer one in (HubPeer[])[acme, colleague, globex])
        {
            await one.CallAsync("Join", "room/../x");
        }

        await acme.CallAsync("Say", "room/../x", "canary-acme");
        await globex.CallAsync("Say", "room/../x", "canary-globex");

        Assert.Equal("canary-acme", await HeardAsync(colleague));
        Assert.Equal("canary-globex", await HeardAsync(globex));
    }

    [Theory]
    [InlineData("tenant")]
    [InlineData("member")]
    public async Task Hub_connection_ends_when_its_claim_dies(string death)
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using HubPeer mortal = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("acme", "mortal"));
        using HubPeer foreign = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("globex", "bob"));
        await mortal.CallAsync("Who");
        if (death == "tenant")
        {
            host.App.Directory.SetStatus(TenantId.From("acme"), TenantStatus.Suspended);
        }
        else
        {
            host.App.Directory.RevokeMember(TenantId.From("acme"), LiveVerifier.Issuer, "mortal");
        }

        Assert.Null(await mortal.NextAsync(static m => m.GetProperty("type").GetInt32() == 1));
        Assert.Equal("globex", Result(await foreign.CallAsync("Who")));
        Assert.Equal([death == "tenant" ? "tenant_inactive" : "revoked"], host.Refusals("acme"));
    }

    [Fact]
    public async Task Call_of_a_dead_claim_is_refused_though_nobody_was_told()
    {
        await using LiveHost host = await LiveHost.StartAsync(tenancy: static b => b.Services.Remove(b.Services.Single(static s => s.ImplementationType?.Name == "LiveWatch")));
        using HubPeer mortal = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("acme", "mortal"));
        await mortal.CallAsync("Who");
        host.App.Directory.RevokeMember(TenantId.From("acme"), LiveVerifier.Issuer, "mortal");

        JsonElement? answer = await mortal.CallAsync("Who");

        Assert.True(answer is not { } said || said.TryGetProperty("error", out _));
        Assert.Equal(["revoked"], host.Refusals("acme"));
    }

    [Fact]
    public async Task Argument_that_names_another_tenant_is_refused()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using HubPeer acme = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("acme", "alice"));
        Assert.Equal("acme hello", Result(await acme.CallAsync("Named", "acme", "hello")));

        JsonElement? answer = await acme.CallAsync("Named", "globex", "hello");

        Assert.True(answer is not { } said || said.TryGetProperty("error", out _));
        Assert.Equal(["selector_mismatch"], host.Refusals("acme"));
    }

    [Fact]
    public async Task Calls_are_bounded_and_connections_too()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => (o.MaxMessagesPerSecond, o.MaxConnectionsPerTenant) = (5, 1));
        using HubPeer acme = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("acme", "alice"));
        using HubPeer second = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("acme", "bob"));
        Assert.Null(await second.NextAsync(static m => m.GetProperty("type").GetInt32() == 1));

        JsonElement? answer = null;
        for (int i = 0; i < 30 && (i == 0 || answer is { } said && !said.TryGetProperty("error", out _)); i++)
        {
            answer = await acme.CallAsync("Who");
        }

        Assert.True(answer is not { } last || last.TryGetProperty("error", out _));
        Assert.Equal(["rate_limited", "rate_limited"], host.Refusals("acme"));
    }

    [Fact]
    public async Task Hub_that_fails_at_the_beginning_keeps_no_place()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => o.MaxConnectionsPerTenant = 2);
        for (int i = 0; i < 4; i++)
        {
            using HubPeer broken = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("acme", "broken"));
            Assert.Null(await broken.NextAsync(static m => m.GetProperty("type").GetInt32() == 1));
            await LiveHost.UntilAsync(() => host.Connections.Count == 0);
        }

        using HubPeer sound = await HubPeer.ConnectAsync(host, LiveVerifier.Credential("acme", "alice"));
        Assert.Equal("acme", Result(await sound.CallAsync("Who")));
        Assert.Empty(host.Refusals("acme"));
    }

    [Fact]
    public async Task Hub_takes_a_credential_and_other_transports_are_refused()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => Peer.ConnectAsync(host.App, "/hub"));
        await Assert.ThrowsAsync<WebSocketException>(() => Peer.ConnectAsync(host.App, "/hub", "nonsense"));

        Answer negotiated = await host.App.SendAsync(HttpMethod.Post, "/hub/negotiate?negotiateVersion=1", LiveVerifier.Credential("acme", "alice"));
        Assert.Equal(HttpStatusCode.OK, negotiated.Status);
        string token = JsonDocument.Parse(negotiated.Body).RootElement.GetProperty("connectionToken").GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/hub?id={token}");
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", LiveVerifier.Credential("acme", "alice"));
        request.Headers.Accept.ParseAdd("text/event-stream");
        using HttpResponseMessage events = await host.App.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var handshake = new HttpRequestMessage(HttpMethod.Post, $"/hub?id={token}") { Content = new StringContent("{\"protocol\":\"json\",\"version\":1}\u001e") };
        handshake.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", LiveVerifier.Credential("acme", "alice"));
        using HttpResponseMessage taken = await host.App.Client.SendAsync(handshake);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (events.StatusCode, taken.StatusCode));
        string all = await events.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Contains("\"type\":7,\"error\"", all, StringComparison.Ordinal);
        Assert.Equal(0, host.Connections.Count);
    }

    private static string? Result(JsonElement? completion) => completion!.Value.GetProperty("result").GetString();

    private static async Task<string?> HeardAsync(HubPeer peer) =>
        (await peer.NextAsync(static m => m.GetProperty("type").GetInt32() == 1))!.Value.GetProperty("arguments")[0].GetString();
}
