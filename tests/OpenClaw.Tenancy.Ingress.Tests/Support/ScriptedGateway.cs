using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OpenClaw.Tenancy.Ingress.Tests.Support;

/// <summary>A gateway that does what a test says: a real server, so that each fault comes over the wire as it would.</summary>
public sealed class ScriptedGateway : IAsyncDisposable
{
    public const string Challenge = """{"type":"event","event":"connect.challenge","payload":{"nonce":"n","ts":1}}""";

    private WebApplication? _app;

    public string Token { get; set; } = $"token-of-a-gateway-{Guid.NewGuid():N}";

    /// <summary>Whether it looks at the token; a gateway behind a trusted proxy does not.</summary>
    public bool ChecksToken { get; set; } = true;

    public string Address { get; private set; } = "http://127.0.0.1:0";

    /// <summary>What it says of itself; <c>SCOPES</c> stands for those that were asked for.</summary>
    public string Hello { get; set; } =
        """{"type":"hello-ok","protocol":4,"server":{"version":"2026.9.6","connId":"upstream-conn"},"features":{"methods":["health"],"events":["tick"]},"snapshot":{"presence":[{"host":"vm","ip":"10.1.2.3","ts":1}],"health":{"ok":true},"stateVersion":{"presence":1,"health":2},"sessionDefaults":{"mainKey":"main","scope":"per-sender"},"uptimeMs":59370,"configPath":"/srv/openclaw.json","stateDir":"/srv"},"auth":{"role":"operator","scopes":SCOPES,"deviceToken":"minted-device-token"},"policy":{"maxPayload":26214400,"maxBufferedBytes":52428800,"tickIntervalMs":15000}}""";

    /// <summary>The parameters of each connect that came.</summary>
    public ConcurrentQueue<JsonElement> Connects { get; } = new();

    /// <summary>The headers of each upgrade that came.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Upgrades { get; } = new();

    /// <summary>Every request that was let in.</summary>
    public ConcurrentQueue<JsonElement> Requests { get; } = new();

    public ConcurrentQueue<(string Path, Dictionary<string, string> Headers, string Body)> Posts { get; } = new();

    public ConcurrentDictionary<ScriptedPeer, bool> Peers { get; } = new();

    public Func<ScriptedPeer, JsonElement, Task> OnRequest { get; set; } = static (peer, request) => peer.AnswerAsync(request, request.TryGetProperty("params", out JsonElement given) ? given.GetRawText() : "{}");

    /// <summary>What it does instead of its part of the handshake.</summary>
    public Func<ScriptedPeer, Task>? OnOpen { get; set; }

    public Func<HttpContext, Task> OnHttp { get; set; } = static context => context.Response.WriteAsync("""{"object":"list","data":[]}""");

    public static async Task<ScriptedGateway> StartAsync()
    {
        var gateway = new ScriptedGateway();
        await gateway.OpenAsync();
        return gateway;
    }

    public async Task OpenAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Address);
        builder.Services.AddRouting();
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(ServeAsync);
        await _app.StartAsync();
        Address = _app.Urls.First();
    }

    public async Task StopAsync()
    {
        foreach (ScriptedPeer peer in Peers.Keys)
        {
            peer.Socket.Abort();
        }

        await _app!.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await ServeHttpAsync(context);
            return;
        }

        Upgrades.Enqueue(Headers(context));
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using var peer = new ScriptedPeer(socket);
        Peers[peer] = true;
        try
        {
            await (OnOpen is { } open ? open(peer) : TalkAsync(peer));
        }
        catch (WebSocketException)
        {
            // The other end is gone.
        }
        finally
        {
            Peers.TryRemove(peer, out _);
        }
    }

    private async Task ServeHttpAsync(HttpContext context)
    {
        if (context.Request.Path == "/healthz")
        {
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        Posts.Enqueue((context.Request.Path + context.Request.QueryString, Headers(context), await reader.ReadToEndAsync()));
        if (ChecksToken && context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("unauthorized");
            return;
        }

        await OnHttp(context);
    }

    public async Task TalkAsync(ScriptedPeer peer)
    {
        await peer.SendAsync(Challenge);
        if (await peer.ReceiveAsync() is not { } first)
        {
            return;
        }

        JsonElement connect = JsonDocument.Parse(first).RootElement;
        JsonElement given = connect.GetProperty("params");
        Connects.Enqueue(given);
        string id = connect.GetProperty("id").GetRawText();
        if (ChecksToken && given.GetProperty("auth").GetProperty("token").GetString() != Token)
        {
            await peer.SendAsync($$$"""{"type":"res","id":{{{id}}},"ok":false,"error":{"code":"INVALID_REQUEST","message":"unauthorized: gateway token mismatch"}}""");
            await peer.Socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "unauthorized", CancellationToken.None);
            return;
        }

        await peer.SendAsync($$"""{"type":"res","id":{{id}},"ok":true,"payload":{{Hello.Replace("SCOPES", given.GetProperty("scopes").GetRawText(), StringComparison.Ordinal)}}}""");
        while (await peer.ReceiveAsync() is { } message)
        {
            JsonElement request = JsonDocument.Parse(message).RootElement;
            Requests.Enqueue(request);
            await OnRequest(peer, request);
        }
    }

    private static Dictionary<string, string> Headers(HttpContext context) =>
        context.Request.Headers.ToDictionary(static h => h.Key, static h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}
