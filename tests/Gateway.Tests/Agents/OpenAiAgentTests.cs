using System.Text.Json;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace Gateway.Tests.Agents;

/// <summary>The runner against a server that speaks as an OpenAI-compatible endpoint does.</summary>
public sealed class OpenAiAgentTests
{
    private const string Answer = """
        : a comment

        data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

        data: {"choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}

        data: {"choices":[{"index":0,"delta":{"content":"Hel"}}]}

        data: {"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}

        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}

        data: [DONE]


        """;

    [Fact]
    public async Task A_chat_is_answered_by_the_endpoint()
    {
        string? asked = null, authorization = null;
        await using WebApplication endpoint = await EndpointAsync(async context =>
        {
            authorization = context.Request.Headers.Authorization;
            asked = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await context.Response.WriteAsync(Answer);
        });
        await using RunningGateway gateway = await GatewayAsync(endpoint);
        string token = gateway.Member("acme");
        Gateway.Tests.Support.Chatted own = await gateway.ChatAsync(token, "first");
        var answer = await gateway.SendAsync("POST", "/api/v1/chat", token, $$"""{"message":"hi","session_id":"{{own.Session}}","model":"big"}""");
        Assert.Contains("""{"role":"assistant","content":"Hello"},"usage":{"input_tokens":7,"output_tokens":2,"total_tokens":9}""", answer.Body);
        JsonElement request = JsonDocument.Parse(asked!).RootElement;
        Assert.Equal(("big", true), (request.GetProperty("model").GetString(), request.GetProperty("stream").GetBoolean()));
        Assert.Equal(["user first", "assistant Hello", "user hi"], request.GetProperty("messages").EnumerateArray().Select(static m => $"{m.GetProperty("role").GetString()} {m.GetProperty("content").GetString()}"));
        Assert.Equal("Bearer agent-key", authorization);
        Assert.DoesNotContain("acme", asked);
    }

    [Fact]
    public async Task Thoughts_are_events_and_no_part_of_the_answer()
    {
        await using WebApplication endpoint = await EndpointAsync(static context => context.Response.WriteAsync(Answer));
        await using RunningGateway gateway = await GatewayAsync(endpoint);
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"hi","stream":true}""");
        Assert.Equal(["thinking", "delta", "delta", "done"], (await stream.RestAsync())[..^1].Select(static e => Json.Member(e, "event")));
    }

    [Theory]
    [InlineData(500, "the-secret-of-the-endpoint")]
    [InlineData(401, "the-secret-of-the-endpoint")]
    [InlineData(302, "")]
    [InlineData(200, "data: the-secret-of-the-endpoint\n\n")]
    [InlineData(200, "data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n")]
    [InlineData(200, "")]
    public async Task An_endpoint_that_fails_fails_the_run(int status, string body)
    {
        await using WebApplication endpoint = await EndpointAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = status == 302 ? "http://127.0.0.1:9/" : null;
            await context.Response.WriteAsync(body);
        });
        await using RunningGateway gateway = await GatewayAsync(endpoint);
        var answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"hi"}""");
        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.DoesNotContain("secret", answer.Body);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("file:///etc/passwd")]
    public void A_base_url_that_is_none_refuses_the_start(string url)
    {
        var exception = Assert.Throws<TenancyConfigurationException>(() => OpenAiOptions.Read(Section(url)));
        Assert.Contains("Agent:BaseUrl", exception.Message);
    }

    private static Task<RunningGateway> GatewayAsync(WebApplication endpoint) => RunningGateway.StartAsync(s => s.AddAgent(Section($"{endpoint.Urls.First()}/v1")));

    private static IConfigurationSection Section(string url) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Agent:BaseUrl", url), new("Agent:ApiKey", "agent-key")]).Build().GetSection("Agent");

    private static async Task<WebApplication> EndpointAsync(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.MapPost("/v1/chat/completions", context =>
        {
            context.Response.ContentType = "text/event-stream";
            return answer(context);
        });
        await app.StartAsync();
        return app;
    }
}
