using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>WebSockets and plain streams go through the same guard, and end with the tenant.</summary>
public sealed class StreamTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_web_socket_speaks_while_the_tenant_is_there()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(EchoAsync);
        using EgressWorld world = Make(server.Port);
        world.Credentials.Put(TestWorld.Acme, "key", "tok-0123456789");
        TenantContext context = world.Scope();
        using HttpMessageInvoker invoker = (await world.OpenAsync(context)).CreateInvoker(context);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://upstream.example.com:{server.Port}/"), invoker, default).WaitAsync(Hang);
        Assert.Equal("hello", await TalkAsync(socket, "hello"));
        Assert.Equal("Bearer tok-0123456789", Assert.Single(server.Seen).Header("Authorization"));
        world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        await Assert.ThrowsAnyAsync<Exception>(() => TalkAsync(socket, "more"));
        Assert.Contains(world.Refusals(TestWorld.Acme), static e => e.Details["refusal"] == "ended");
    }

    [Theory]
    [InlineData("ws://upstream.example.com:{0}/", "10.0.0.1", "address")]
    [InlineData("ws://evil.example.com:{0}/", "127.0.0.1", "host")]
    [InlineData("wss://upstream.example.com:{0}/", "127.0.0.1", "scheme")]
    public async Task A_web_socket_is_refused_as_a_request_is(string url, string address, string word)
    {
        using var listeners = new CountingListeners();
        using EgressWorld world = Make(listeners.Port);
        world.Credentials.Put(TestWorld.Acme, "key", "tok-0123456789");
        world.Resolver.Otherwise = [System.Net.IPAddress.Parse(address)];
        TenantContext context = world.Scope();
        using HttpMessageInvoker invoker = (await world.OpenAsync(context)).CreateInvoker(context);
        using var socket = new ClientWebSocket();
        var failed = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(url.Replace("{0}", $"{listeners.Port}")), invoker, default).WaitAsync(Hang));
        Assert.IsType<EgressRefusedException>(failed.InnerException);
        Assert.Equal((word, 0), (Assert.Single(world.Refusals(TestWorld.Acme)).Details["refusal"], listeners.Accepts));
    }

    [Fact]
    public async Task A_plain_stream_ends_with_the_tenant()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static c => c.Response.WriteAsync("there"));
        using EgressWorld world = Make(server.Port);
        TenantContext context = world.Scope();
        TenantConnector connector = await world.OpenAsync(context);
        await using Stream stream = await connector.ConnectAsync(context, "upstream.example.com", server.Port);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.0\r\n\r\n"));
        byte[] answer = new byte[12];
        await stream.ReadExactlyAsync(answer).AsTask().WaitAsync(Hang);
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(answer));
        context.Dispose();
        Assert.Equal(EgressRefusalReason.Ended, (await Assert.ThrowsAsync<EgressRefusedException>(() => stream.ReadAsync(answer).AsTask())).Reason);
    }

    [Theory]
    [InlineData("evil.example.com", 0, "host"), InlineData("127.0.0.1", 0, "host"), InlineData("localhost", 0, "host"), InlineData("upstream.example.com.", 0, "host")]
    [InlineData("UPSTREAM.example.com", 0, "host"), InlineData("upstream.example.com", 1, "port")]
    public async Task A_plain_stream_leads_where_the_connector_does(string host, int more, string word)
    {
        using var listeners = new CountingListeners();
        using EgressWorld world = Make(listeners.Port);
        TenantContext context = world.Scope();
        TenantConnector connector = await world.OpenAsync(context);
        await Assert.ThrowsAsync<EgressRefusedException>(() => connector.ConnectAsync(context, host, listeners.Port + more).AsTask());
        Assert.Equal((word, 0), (Assert.Single(world.Refusals(TestWorld.Acme)).Details["refusal"], listeners.Accepts));
    }

    [Theory]
    [InlineData(false, false, EgressRefusalReason.Scheme), InlineData(true, true, EgressRefusalReason.Path)]
    public async Task A_connector_that_is_not_open_to_streams_gives_none(bool allows, bool hasPrefix, EgressRefusalReason reason)
    {
        using var world = new EgressWorld(EgressWorld.Local(80, c =>
        {
            c.AllowSockets = allows;
            if (hasPrefix)
            {
                c.PathPrefixes.Add("/x");
            }
        }));
        TenantContext context = world.Scope();
        TenantConnector connector = await world.OpenAsync(context);
        Assert.Equal(reason, (await Assert.ThrowsAsync<EgressRefusedException>(() => connector.ConnectAsync(context, "upstream.example.com", 80).AsTask())).Reason);
    }

    private static EgressWorld Make(int port)
    {
        var world = new EgressWorld(EgressWorld.Local(port, static c => c.Secret = "key"));
        world.Resolver.Otherwise = [System.Net.IPAddress.Loopback];
        return world;
    }

    private static async Task<string> TalkAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, default).WaitAsync(Hang);
        byte[] buffer = new byte[64];
        WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, default).WaitAsync(Hang);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        byte[] buffer = new byte[64];
        while (socket.State == WebSocketState.Open)
        {
            WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, default);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, endOfMessage: true, default);
        }
    }
}
