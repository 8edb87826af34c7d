using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace Gateway.Tests.Support;

/// <summary>A server that speaks as an OpenAI-compatible endpoint does, and writes down with what it was asked.</summary>
public sealed class ModelEndpoint : IAsyncDisposable
{
    /// <summary>The name under which each tenant keeps its own key.</summary>
    public const string KeyName = "llm_api_key";

    /// <summary>A key of the host's own, which is nobody's to use.</summary>
    public const string HostKey = "host-wide-c4n4ry";

    public const string Answer = """
        : a comment

        data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

        data: {"choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}

        data: {"choices":[{"index":0,"delta":{"content":"Hel"}}]}

        data: {"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}

        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}

        data: [DONE]


        """;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _keys = new();
    private readonly ConcurrentQueue<string> _bodies = new();

    private ModelEndpoint(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public string[] Bodies => [.. _bodies];

    public static async Task<ModelEndpoint> StartAsync(RequestDelegate? answer = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new ModelEndpoint(builder.Build());
        endpoint._app.MapPost("/v1/chat/completions", async context =>
        {
            endpoint._keys.Enqueue(context.Request.Headers.Authorization.ToString());
            endpoint._bodies.Enqueue(await new StreamReader(context.Request.Body).ReadToEndAsync());
            context.Response.ContentType = "text/event-stream";
            await (answer?.Invoke(context) ?? context.Response.WriteAsync(Answer));
        });
        await endpoint._app.StartAsync();
        return endpoint;
    }

    /// <summary>What was sent as Authorization since the last look, a line for each request.</summary>
    public string[] TakeKeys()
    {
        string[] taken = [.. _keys];
        _keys.Clear();
        return taken;
    }

    /// <summary>A gateway whose agent is this endpoint, for the tenants that are named; the configuration names a key of the host's too.</summary>
    public Action<IServiceCollection> For(params string[] tenants) => services =>
    {
        services.AddAgent(Section($"{Address}/v1"));
        services.AddTenancy().AddTenantEgress(o => Array.ForEach(tenants, t => o.Allow(t, "agent")));
    };

    public static IConfigurationSection Section(string url) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Agent:BaseUrl", url), new("Agent:ApiKey", HostKey)]).Build().GetSection("Agent");

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
