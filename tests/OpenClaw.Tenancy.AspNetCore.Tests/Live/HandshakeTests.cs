using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>A credential in the first frame.</summary>
public sealed class HandshakeTests
{
    [Fact]
    public async Task Credential_may_come_in_a_header_or_in_the_first_frame()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer header = await host.ConnectAsync("acme", path: "/first");
        using Peer frame = await FirstAsync(host, LiveVerifier.Credential("globex", "bob"));

        Assert.Equal("acme", (await header.AskAsync("""{"op":"who"}""")).GetProperty("tenant").GetString());
        Assert.Equal("globex", (await frame.AskAsync("""{"op":"who"}""")).GetProperty("tenant").GetString());
    }

    [Theory]
    [InlineData(null, "operator.write@acme")]
    [InlineData("operator.read", "operator.read@acme")]
    [InlineData("operator.read@acme", "operator.read@acme")]
    [InlineData("operator.admin", "")]
    [InlineData("operator.admin operator.read", "operator.read@acme")]
    [InlineData("nonsense! operator.sessions.read", "operator.sessions.read@acme")]
    [InlineData("", "")]
    public async Task Declared_scopes_are_cut_to_what_is_held_and_never_added(string? declared, string held)
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await FirstAsync(host, LiveVerifier.Credential("acme", "alice", "operator.write"), declared?.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(held, (await peer.AskAsync("""{"op":"who"}""")).GetProperty("scopes").GetString());
    }

    [Fact]
    public async Task Scope_of_another_tenant_refuses_the_handshake()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await FirstAsync(host, LiveVerifier.Credential("acme", "alice", "operator.write"), ["operator.read@globex"]);

        Assert.Equal((1008, "selector_mismatch"), await peer.ClosedAsync());
        Assert.Equal(["selector_mismatch"], host.Refusals("acme"));
        Assert.Equal(0, host.Connections.Count);
    }

    [Fact]
    public async Task Narrowed_connection_dies_with_the_credential_that_it_was_made_of()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await FirstAsync(host, LiveVerifier.Credential("acme", "alice", "operator.write"), ["operator.read"]);
        await peer.AskAsync("""{"op":"who"}""");
        host.App.Directory.RevokeCredential(TenantId.From("acme"), LiveVerifier.Issuer, "alice");
        Assert.Equal((1008, "revoked"), await peer.ClosedAsync());
    }

    [Fact]
    public async Task Selectors_of_the_request_must_agree_with_the_frames_credential()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await Peer.ConnectAsync(host.App, "/first", null, ("X-Tenant-Id", "globex"));
        await peer.SendAsync(JsonSerializer.Serialize(new { token = LiveVerifier.Credential("acme", "alice") }));

        Assert.Equal((1008, "selector_mismatch"), await peer.ClosedAsync());
        Assert.Equal(["selector_mismatch"], host.Refusals("acme"));
    }

    [Fact]
    public async Task First_frame_that_names_another_tenant_is_refused()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await Peer.ConnectAsync(host.App, "/first");
        await peer.SendAsync(JsonSerializer.Serialize(new { token = LiveVerifier.Credential("acme", "alice"), tenant = "globex" }));

        Assert.Equal((1008, "selector_mismatch"), await peer.ClosedAsync());
        Assert.Equal(["selector_mismatch"], host.Refusals("acme"));
    }

    [Theory]
    [InlineData("{}", 1008, "claim_missing")]
    [InlineData("""{"token":"live:nobody:x:x:60000:operator.read"}""", 1008, "token_invalid")]
    [InlineData("""{"token":"nonsense"}""", 1008, "token_invalid")]
    [InlineData("""{"token":"live:acme:x:x:-5000:operator.read"}""", 1008, "token_invalid")]
    [InlineData("nonsense", 1007, "invalid_request")]
    public async Task First_frame_without_a_good_credential_is_refused_in_one_record(string frame, int status, string reason)
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await Peer.ConnectAsync(host.App, "/first");

        await peer.SendAsync(frame);

        Assert.Equal((status, reason), await peer.ClosedAsync());
        Assert.Single(host.Refusals("platform"));
        Assert.Equal(0, host.Connections.Count);
    }

    [Fact]
    public async Task First_frame_is_bounded_in_size_and_time()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => (o.MaxHandshakeBytes, o.HandshakeTimeout) = (200, TimeSpan.FromMilliseconds(400)));
        using Peer large = await Peer.ConnectAsync(host.App, "/first");
        await large.SendAsync($$"""{"token":"{{new string('x', 300)}}"}""");
        Assert.Equal((1009, "invalid_request"), await large.ClosedAsync());

        using Peer silent = await Peer.ConnectAsync(host.App, "/first");
        Assert.Equal((1008, "claim_missing"), await silent.ClosedAsync());
        Assert.Equal(2, host.Refusals("platform").Length);
    }

    [Fact]
    public async Task Those_who_wait_are_bounded_and_keep_nobody_out_who_brings_a_header()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => (o.MaxHandshakes, o.HandshakeTimeout) = (2, TimeSpan.FromSeconds(60)));
        Peer[] waiting = [await Peer.ConnectAsync(host.App, "/first"), await Peer.ConnectAsync(host.App, "/first")];
        await Assert.ThrowsAsync<WebSocketException>(() => Peer.ConnectAsync(host.App, "/first"));
        using Peer header = await host.ConnectAsync("acme", path: "/first");
        Assert.Equal("acme", (await header.AskAsync("""{"op":"who"}""")).GetProperty("tenant").GetString());

        Array.ForEach(waiting, static p => p.Dispose());
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using Peer late = await FirstAsync(host, LiveVerifier.Credential("acme", "late"));
                Assert.Equal("acme", (await late.AskAsync("""{"op":"who"}""")).GetProperty("tenant").GetString());
                return;
            }
            catch (WebSocketException) when (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(20);
            }
        }
    }

    [Fact]
    public async Task Refused_header_is_an_answer_and_no_socket()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        Answer answer = await host.App.GetAsync("/first", "nonsense");
        Assert.Equal((HttpStatusCode.Unauthorized, "token_invalid"), (answer.Status, answer.Code));
        Assert.Single(host.Refusals("platform"));
    }

    private static async Task<Peer> FirstAsync(LiveHost host, string token, string[]? scopes = null)
    {
        Peer peer = await Peer.ConnectAsync(host.App, "/first");
        await peer.SendAsync(scopes is null ? JsonSerializer.Serialize(new { token }) : JsonSerializer.Serialize(new { token, scopes }));
        return peer;
    }
}
