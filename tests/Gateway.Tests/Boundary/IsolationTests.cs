using Gateway.Tests.Support;

namespace Gateway.Tests.Boundary;

/// <summary>Whatever globex does, it sees and changes nothing of acme.</summary>
public sealed class IsolationTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Canary = "canary-of-acme";

    private RunningGateway Gateway => shared.Gateway;

    [Fact]
    public async Task Nothing_that_globex_reads_holds_a_text_of_acme()
    {
        string acme = Gateway.Member("acme"), globex = Gateway.Member("globex");
        Chatted theirs = await Gateway.ChatAsync(acme, Canary);
        Chatted own = await Gateway.ChatAsync(globex, "hello");
        await Gateway.SendAsync("POST", "/api/v1/sessions", acme, $$"""{"title":"{{Canary}}"}""");
        string[] answers =
        [
            (await Gateway.SendAsync("GET", "/api/v1/sessions?limit=200", globex)).Body,
            (await Gateway.SendAsync("GET", $"/api/v1/sessions/{own.Session}", globex)).Body,
            (await Gateway.SendAsync("GET", $"/v1/runs/{own.Run}", globex)).Body,
            .. await EventsAsync(globex, own.Run),
        ];
        foreach (string text in answers.SelectMany(Texts.In))
        {
            Assert.DoesNotContain(Canary, text);
            Assert.NotEqual(theirs.Session, text);
            Assert.NotEqual(theirs.Run, text);
        }
    }

    [Fact]
    public async Task What_acme_reads_does_hold_its_canary()
    {
        string acme = Gateway.Member("acme");
        Chatted own = await Gateway.ChatAsync(acme, Canary);
        string body = (await Gateway.SendAsync("GET", $"/api/v1/sessions/{own.Session}", acme)).Body;
        Assert.Equal(2, Texts.In(body).Count(static t => t.Contains(Canary)));
        Assert.Contains(await EventsAsync(acme, own.Run), static e => e.Contains(Canary));
    }

    [Fact]
    public async Task What_globex_does_with_ids_of_acme_leaves_acme_as_it_was()
    {
        string acme = Gateway.Member("acme"), globex = Gateway.Member("globex");
        Chatted theirs = await Gateway.ChatAsync(acme, Canary);
        string before = await StateAsync(acme, theirs);
        Assert.Equal(404, (await Gateway.SendAsync("DELETE", $"/api/v1/sessions/{theirs.Session}", globex)).Status);
        Assert.Equal(404, (await Gateway.SendAsync("POST", $"/v1/runs/{theirs.Run}/stop", globex)).Status);
        Assert.Equal(404, (await Gateway.SendAsync("POST", "/api/v1/chat", globex, $$"""{"message":"x","session_id":"{{theirs.Session}}"}""")).Status);
        Assert.Equal(404, (await Gateway.SendAsync("POST", "/api/v1/chat", globex, $$"""{"message":"x","session_id":"{{theirs.Session}}","stream":true}""")).Status);
        Assert.Equal(before, await StateAsync(acme, theirs));
    }

    [Fact]
    public async Task The_platforms_trail_calls_foreign_and_absent_alike_because_the_store_is_asked_for_the_callers_own_rows_alone()
    {
        Chatted theirs = await Gateway.ChatAsync(Gateway.Member("acme"), Canary);
        string globex = Gateway.Member("globex");
        foreach (string id in (string[])[theirs.Session, "s00000000000000000000000000000000"])
        {
            await Idle.AsyncOf(Gateway);
            var watch = await Gateway.WatchAsync();
            await Gateway.SendAsync("GET", $"/api/v1/sessions/{id}", globex);
            Assert.Equal(["not_found"], await watch.NewInAsync("globex"));
            Assert.Equal(["resource_absent"], await watch.NewInAsync("platform"));
        }
    }

    [Fact]
    public async Task A_running_run_of_acme_is_not_stopped_by_globex()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"x","stream":true}""");
        agent.Say("one");
        string run = System.Text.Json.JsonDocument.Parse((await stream.NextAsync())!).RootElement.GetProperty("id").GetString()!;
        Assert.Equal(404, (await gateway.SendAsync("POST", $"/v1/runs/{run}/stop", gateway.Member("globex"))).Status);
        agent.Finish();
        Assert.Contains(await stream.RestAsync(), static e => e.Contains("\"succeeded\""));
    }

    private async Task<List<string>> EventsAsync(string token, string run)
    {
        await using OpenStream stream = await Gateway.OpenAsync("GET", $"/v1/runs/{run}/events", token);
        return await stream.RestAsync();
    }

    private async Task<string> StateAsync(string token, Chatted ids) => string.Join(
        '\n',
        (await Gateway.SendAsync("GET", "/api/v1/sessions?limit=200", token)).Body,
        (await Gateway.SendAsync("GET", $"/api/v1/sessions/{ids.Session}", token)).Body,
        (await Gateway.SendAsync("GET", $"/v1/runs/{ids.Run}", token)).Body,
        string.Join('\n', await EventsAsync(token, ids.Run)));
}
