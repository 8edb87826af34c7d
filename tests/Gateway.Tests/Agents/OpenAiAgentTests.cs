using System.Text.Json;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

namespace Gateway.Tests.Agents;

/// <summary>The runner against a server that speaks as an OpenAI-compatible endpoint does.</summary>
public sealed class OpenAiAgentTests
{
    [Fact]
    public async Task A_chat_is_answered_by_the_endpoint()
    {
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await using RunningGateway gateway = await GatewayAsync(endpoint);
        string token = gateway.Member("acme");
        Gateway.Tests.Support.Chatted own = await gateway.ChatAsync(token, "first");
        var answer = await gateway.SendAsync("POST", "/api/v1/chat", token, $$"""{"message":"hi","session_id":"{{own.Session}}","model":"big"}""");
        Assert.Contains("""{"role":"assistant","content":"Hello"},"usage":{"input_tokens":7,"output_tokens":2,"total_tokens":9}""", answer.Body);
        string asked = endpoint.Bodies[^1];
        JsonElement request = JsonDocument.Parse(asked).RootElement;
        Assert.Equal(("big", true), (request.GetProperty("model").GetString(), request.GetProperty("stream").GetBoolean()));
        Assert.Equal(["user first", "assistant Hello", "user hi"], request.GetProperty("messages").EnumerateArray().Select(static m => $"{m.GetProperty("role").GetString()} {m.GetProperty("content").GetString()}"));
        Assert.Equal(["Bearer key-of-acme", "Bearer key-of-acme"], endpoint.TakeKeys());
        Assert.DoesNotContain("acme", asked);
    }

    [Fact]
    public async Task Thoughts_are_events_and_no_part_of_the_answer()
    {
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await using RunningGateway gateway = await GatewayAsync(endpoint);
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"hi","stream":true}""");
        Assert.Equal(["thinking", "delta", "delta", "done"], (await stream.RestAsync())[..^1].Select(static e => Json.Member(e, "event")));
    }

    [Theory]
    [InlineData(500, "the-secret-of-the-endpoint")]
    [InlineData(401, "the-secret-of-the-endpoint")]
    [InlineData(200, "data: the-secret-of-the-endpoint\n\n")]
    [InlineData(200, "data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n")]
    [InlineData(200, "")]
    public async Task An_endpoint_that_fails_fails_the_run(int status, string body)
    {
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
        });
        await using RunningGateway gateway = await GatewayAsync(endpoint);
        var answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"hi"}""");
        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.DoesNotContain("secret", answer.Body);
    }

    /// <summary>Whoever answers for the endpoint decides what it says, and all tenants share the memory of the host.</summary>
    [Theory]
    [InlineData("data: ", "xxxxxxxxxxxxxxxx")]
    [InlineData("", "data: x\n")]
    [InlineData("", "data: x\r\n")]
    public async Task An_event_without_an_end_fails_the_run_and_is_not_gathered(string first, string again)
    {
        const int Most = 64 * 1024 * 1024;
        byte[] part = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(again, 4096)));
        long sent = 0;
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(first);
            while (sent < Most && !context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
                sent += part.Length;
            }

            // It never ends: whoever gathers all of it waits for more.
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
        await using RunningGateway gateway = await GatewayAsync(endpoint);
        var answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"hi"}""").WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("\n"), InlineData("\r\n"), InlineData("\r")]
    public async Task Many_events_that_end_may_be_longer_together(string end)
    {
        byte[] comment = System.Text.Encoding.ASCII.GetBytes($": {new string('x', 64 * 1024)}{end}{end}");
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (int i = 0; i < 100; i++)
            {
                await context.Response.Body.WriteAsync(comment, context.RequestAborted);
            }

            await context.Response.WriteAsync(ModelEndpoint.Answer.ReplaceLineEndings(end));
        });
        await using RunningGateway gateway = await GatewayAsync(endpoint);
        var answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"hi"}""");
        Assert.Equal(200, answer.Status);
        Assert.Contains("Hello", answer.Body);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://llm.example.com/v1")]
    [InlineData("http://10.0.0.7/v1")]
    public void A_base_url_that_is_none_refuses_the_start(string url)
    {
        var exception = Assert.Throws<TenancyConfigurationException>(() => OpenAiOptions.Read(ModelEndpoint.Section(url)));
        Assert.Contains("Agent:BaseUrl", exception.Message);
    }

    private static async Task<RunningGateway> GatewayAsync(ModelEndpoint endpoint)
    {
        RunningGateway gateway = await RunningGateway.StartAsync(endpoint.For("acme"));
        await SecretCalls.PutAsync(gateway, "acme", ModelEndpoint.KeyName, "key-of-acme");
        return gateway;
    }
}
