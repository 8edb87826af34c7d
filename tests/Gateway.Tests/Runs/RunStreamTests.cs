using Gateway.Tests.Support;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Directory;

namespace Gateway.Tests.Runs;

public sealed class RunStreamTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Streamed = """{"message":"one two three","stream":true}""";

    private RunningGateway Gateway => shared.Gateway;

    [Fact]
    public async Task Chat_streams_its_run_and_says_that_it_is_done()
    {
        await using OpenStream stream = await Gateway.OpenAsync("POST", "/api/v1/chat", Gateway.Member("acme"), Streamed);
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType?.ToString());
        List<string> events = await stream.RestAsync();
        Assert.Equal("[DONE]", events[^1]);
        Assert.Contains("\"event\":\"done\"", events[^2]);
        Assert.Equal("echo: one two three", string.Concat(events[..^2].Select(static e => Json.Member(e, "content"))));
    }

    [Fact]
    public async Task Accept_asks_for_a_stream_too()
    {
        Answer answer = await Gateway.SendAsync("POST", "/api/v1/chat", Gateway.Member("acme"), """{"message":"x"}""", ("Accept", "text/event-stream"));
        Assert.EndsWith("data: [DONE]\n\n", answer.Body);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Events_resume_after_the_last_one_seen(int seen)
    {
        string token = Gateway.Member("acme");
        Chatted own = await Gateway.ChatAsync(token, "one two three");
        Answer all = await Gateway.SendAsync("GET", $"/v1/runs/{own.Run}/events", token);
        Answer rest = await Gateway.SendAsync("GET", $"/v1/runs/{own.Run}/events", token, json: null, ("Last-Event-ID", $"{seen}"));
        string[] frames = all.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["id: 1", "id: 2", "id: 3", "id: 4", "id: 5"], frames.Select(static f => f.Split('\n')[0]));
        Assert.Equal(frames[seen..], rest.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("[DONE]", all.Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("1,2")]
    [InlineData("x")]
    [InlineData("99")]
    [InlineData("99999999999999999999")]
    public async Task A_bad_last_event_id_is_bad_input(string id)
    {
        string token = Gateway.Member("acme");
        Chatted own = await Gateway.ChatAsync(token, "hello");
        Answer answer = await Gateway.SendAsync("GET", $"/v1/runs/{own.Run}/events", token, json: null, ("Last-Event-ID", id));
        Assert.Equal((400, "invalid_request"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_event_arrives_while_the_run_goes_on()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), Streamed);
        agent.Say("first");
        Assert.Contains("first", await stream.NextAsync());
        agent.Say("second");
        Assert.Contains("second", await stream.NextAsync());
        agent.Finish();
        Assert.Equal("[DONE]", (await stream.RestAsync())[^1]);
    }

    [Theory]
    [InlineData("/api/v1/chat")]
    [InlineData("/v1/runs/{run}/events")]
    public async Task The_stream_of_a_suspended_tenant_ends_without_a_further_event(string path)
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        string token = gateway.Member("acme");
        await using OpenStream chat = await gateway.OpenAsync("POST", "/api/v1/chat", token, Streamed);
        agent.Say("before");
        string run = Json.Member((await chat.NextAsync())!, "id");
        await using OpenStream events = await gateway.OpenAsync("GET", $"/v1/runs/{run}/events", token);
        Assert.Contains("before", await events.NextAsync());
        OpenStream watched = path == "/api/v1/chat" ? chat : events;

        await gateway.MoveAsync("acme", TenantStatus.Suspended);
        agent.Say("canary-after");
        Assert.Empty(await watched.RestAsync());
    }

    [Fact]
    public async Task A_stream_in_which_nothing_happens_ends_with_its_tenant_all_the_same()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), Streamed);
        await gateway.MoveAsync("acme", TenantStatus.Suspended);
        Assert.Null(await stream.NextAsync().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        string token = gateway.Token("acme", TimeSpan.FromSeconds(5), "operator.write");
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", token, Streamed);
        Assert.Null(await stream.NextAsync().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Another_tenants_suspension_ends_nothing()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), Streamed);
        await gateway.MoveAsync("globex", TenantStatus.Suspended);
        agent.Say("still here");
        Assert.Contains("still here", await stream.NextAsync());
    }
}
