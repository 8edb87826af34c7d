using Gateway.Tests.Support;

namespace Gateway.Tests.Sessions;

public sealed class DeletionTests
{
    [Fact]
    public async Task Deleting_a_session_deletes_its_messages_and_runs()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string token = gateway.Member("acme");
        Chatted own = await gateway.ChatAsync(token, "hello");
        Chatted kept = await gateway.ChatAsync(token, "kept");
        Answer deleted = await gateway.SendAsync("DELETE", $"/api/v1/sessions/{own.Session}", token);
        Assert.Equal((200, $$"""{"session_id":"{{own.Session}}","deleted":true}"""), (deleted.Status, deleted.Body));

        foreach (string path in (string[])[$"/api/v1/sessions/{own.Session}", $"/v1/runs/{own.Run}", $"/v1/runs/{own.Run}/events"])
        {
            Assert.Equal(404, (await gateway.SendAsync("GET", path, token)).Status);
        }

        Assert.Equal(404, (await gateway.SendAsync("DELETE", $"/api/v1/sessions/{own.Session}", token)).Status);
        Answer list = await gateway.SendAsync("GET", "/api/v1/sessions", token);
        Assert.DoesNotContain(own.Session, list.Body);
        Assert.Contains(kept.Session, list.Body);
        Assert.Equal(200, (await gateway.SendAsync("GET", $"/v1/runs/{kept.Run}", token)).Status);

        // One session with two messages and one run is left, of every table.
        Assert.Equal([1, 2, 1, 3], DatabaseFile.CountRows(gateway.DataFolder));
    }

    [Fact]
    public async Task Deleting_a_session_ends_what_runs_in_it()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        string token = gateway.Member("acme");
        string session = (await gateway.SendAsync("POST", "/api/v1/sessions", token, "{}")).Member("session_id");
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", token, $$"""{"message":"x","session_id":"{{session}}","stream":true}""");
        agent.Say("before");
        await stream.NextAsync();
        Assert.Equal(200, (await gateway.SendAsync("DELETE", $"/api/v1/sessions/{session}", token)).Status);
        await agent.Interrupted;
        Assert.DoesNotContain("[DONE]", await stream.RestAsync());
    }
}
