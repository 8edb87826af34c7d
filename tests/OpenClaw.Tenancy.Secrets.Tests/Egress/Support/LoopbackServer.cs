using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress.Support;

/// <summary>A web server on this machine that answers as a test says and keeps what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Method, host, path and the headers that matter here, of each request.</summary>
    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    public static async Task<LoopbackServer> StartAsync(Func<HttpContext, Task> answer, Action<ListenOptions>? listen = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.Listen(System.Net.IPAddress.Loopback, 0, l => listen?.Invoke(l)));
        WebApplication app = builder.Build();
        var server = new LoopbackServer(app);
        app.UseWebSockets();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = context.WebSockets.IsWebSocketRequest ? string.Empty : await reader.ReadToEndAsync();
            server.Seen.Enqueue(new SeenRequest(
                context.Request.Method, context.Request.Host.Host, context.Request.Path + context.Request.QueryString, body,
                context.Request.Headers.ToDictionary(static h => h.Key, static h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await answer(context);
        });
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
