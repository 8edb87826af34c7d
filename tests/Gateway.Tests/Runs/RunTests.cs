using Gateway.Tests.Support;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Directory;

namespace Gateway.Tests.Runs;

public sealed class RunTests
{
    private const string Streamed = """{"message":"hello","stream":true}""";

    [Fact]
    public async Task A_run_can_be_stopped_and_stays_stopped()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        string token = gateway.Member("acme");
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", token, Streamed);
        agent.Say("before");
        string run = Json.Member((await stream.NextAsync())!, "id");
        Assert.Equal("running", (await gateway.SendAsync("GET", $"/v1/runs/{run}", token)).Member("status"));

        Answer stopped = await gateway.SendAsync("POST", $"/v1/runs/{run}/stop", token);
        Assert.Equal("stopped", stopped.Member("status"));
        await agent.Interrupted;
        Assert.Contains("\"status\":\"stopped\"", (await stream.RestAsync())[^2]);
        Assert.Equal(stopped.Body, (await gateway.SendAsync("POST", $"/v1/runs/{run}/stop", token, "{}")).Body);
        Assert.Equal(stopped.Body, (await gateway.SendAsync("GET", $"/v1/runs/{run}", token)).Body);
    }

    [Fact]
    public async Task A_run_that_has_succeeded_is_not_changed_by_a_stop()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string token = gateway.Member("acme");
        Chatted own = await gateway.ChatAsync(token, "hello");
        Answer before = await gateway.SendAsync("GET", $"/v1/runs/{own.Run}", token);
        Assert.Equal("succeeded", before.Member("status"));
        Assert.Equal(before.Body, (await gateway.SendAsync("POST", $"/v1/runs/{own.Run}/stop", token)).Body);
    }

    [Fact]
    public async Task A_run_of_a_tenant_that_is_suspended_meanwhile_fails_and_keeps_nothing_further()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        TenantId acme = TenantId.From("acme");
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), Streamed);
        agent.Say("before");
        string run = Json.Member((await stream.NextAsync())!, "id");

        await gateway.MoveAsync("acme", TenantStatus.Suspended);
        agent.Say("canary-after");
        agent.Finish();
        await Idle.AsyncOf(gateway);
        await gateway.MoveAsync("acme", TenantStatus.Active);

        // What was issued before is dead; a new token sees how the run ended.
        string token = gateway.Member("acme");
        Assert.Equal("failed", (await gateway.SendAsync("GET", $"/v1/runs/{run}", token)).Member("status"));
        Answer events = await gateway.SendAsync("GET", $"/v1/runs/{run}/events", token);
        Assert.Contains("\"event\":\"error\"", events.Body);
        Assert.DoesNotContain("canary-after", events.Body);
    }

    [Fact]
    public async Task An_agent_that_is_silent_is_interrupted_when_its_tenant_is_suspended()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), Streamed);
        agent.Say("before");
        await stream.NextAsync();
        await gateway.MoveAsync("acme", TenantStatus.Suspended);
        await agent.Interrupted;
        await Idle.AsyncOf(gateway);
    }

    [Fact]
    public async Task A_sync_chat_of_a_tenant_that_is_suspended_meanwhile_is_refused_and_recorded_once()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        Task<Answer> asked = gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"hello"}""");
        while (agent.Asked is null)
        {
            await Task.Delay(5);
        }

        var watch = await gateway.WatchAsync();
        await gateway.MoveAsync("acme", TenantStatus.Suspended);
        Answer answer = await asked;
        Assert.Equal((401, "token_invalid"), (answer.Status, answer.Code));
        Assert.Equal(["tenant_inactive"], await watch.NewInAsync("acme"));
    }

    [Fact]
    public async Task An_agent_that_fails_fails_the_run_and_tells_nothing()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        agent.Fail("the-secret-of-the-agent");
        Answer answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"hello"}""");
        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.DoesNotContain("secret", answer.Body);
    }

    [Fact]
    public async Task A_run_acts_by_a_part_of_its_callers_claim()
    {
        // The run's own look-ups are made by a delegate that may write and nothing else.
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(services =>
        {
            ScriptedAgent.In(agent)(services);
            Seen.In(services);
        });
        agent.Finish();
        await gateway.ChatAsync(gateway.Token("acme", "operator.admin"), "hello");
        Seen.Request perform = Assert.Single(Seen.Of(gateway), static r => r.Action == "runs.perform");
        Assert.StartsWith("run:r", perform.Subject);
        Assert.Equal(["operator.write@acme"], perform.Scopes);
    }

    [Fact]
    public async Task The_agent_gets_the_whole_conversation_of_its_session_and_no_other()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        agent.Say("answer");
        agent.Finish();
        string token = gateway.Member("acme");
        Chatted own = await gateway.ChatAsync(token, "first");
        await gateway.ChatAsync(token, "elsewhere");
        await gateway.ChatAsync(token, "second", own.Session);
        Assert.Equal(["first", "answer", "second"], agent.Asked!.Messages.Select(static m => m.Content));
    }
}
