using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Sessions;

public sealed class SessionTests
{
    [Fact]
    public async Task A_session_is_made_found_and_located()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string token = gateway.Member("acme");
        Answer made = await gateway.SendAsync("POST", "/api/v1/sessions", token, """{"agent_id":"helper","title":"plans"}""");
        Assert.Equal(201, made.Status);
        Assert.Equal(["session_id", "agent_id", "title", "created_at", "updated_at"], Members(made.Body));
        Assert.Contains($"Location: /api/v1/sessions/{made.Member("session_id")}", made.Headers);
        Assert.Matches(@"\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z\z", made.Member("created_at"));

        Answer found = await gateway.SendAsync("GET", $"/api/v1/sessions/{made.Member("session_id")}", token);
        Assert.Equal([.. Members(made.Body), "messages"], Members(found.Body));
        Assert.Equal(("helper", "plans"), (found.Member("agent_id"), found.Member("title")));
    }

    [Fact]
    public async Task Messages_name_their_run()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string token = gateway.Member("acme");
        Chatted own = await gateway.ChatAsync(token, "hello");
        Answer found = await gateway.SendAsync("GET", $"/api/v1/sessions/{own.Session}", token);
        JsonElement[] messages = [.. JsonDocument.Parse(found.Body).RootElement.GetProperty("messages").EnumerateArray()];
        Assert.Equal(["user hello", "assistant echo: hello"], messages.Select(static m => $"{m.GetProperty("role").GetString()} {m.GetProperty("content").GetString()}"));
        Assert.All(messages, m => Assert.Equal(own.Run, m.GetProperty("run_id").GetString()));
        Assert.All(messages, static m => Assert.Equal(["role", "content", "created_at", "run_id"], m.EnumerateObject().Select(static p => p.Name)));
    }

    [Fact]
    public async Task The_list_is_newest_first_and_goes_on_by_its_cursor()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string token = gateway.Member("acme");
        var made = new List<string>();
        for (int i = 0; i < 7; i++)
        {
            made.Insert(0, (await gateway.SendAsync("POST", "/api/v1/sessions", token, "{}")).Member("session_id"));
            await gateway.SendAsync("POST", "/api/v1/sessions", gateway.Member("globex"), "{}");
        }

        var listed = new List<string>();
        string query = "?limit=3";
        for (int pages = 0; query.Length != 0; pages++)
        {
            Assert.InRange(pages, 0, 2);
            JsonElement page = JsonDocument.Parse((await gateway.SendAsync("GET", $"/api/v1/sessions{query}", token)).Body).RootElement;
            listed.AddRange(page.GetProperty("sessions").EnumerateArray().Select(static s => s.GetProperty("session_id").GetString()!));
            query = page.TryGetProperty("next_cursor", out JsonElement cursor) ? $"?limit=3&cursor={cursor.GetString()}" : string.Empty;
        }

        Assert.Equal(made, listed);
    }

    [Fact]
    public async Task A_cursor_of_another_tenant_opens_nothing_of_it()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            await gateway.SendAsync("POST", "/api/v1/sessions", gateway.Member("acme"), """{"title":"canary-of-acme"}""");
        }

        string cursor = (await gateway.SendAsync("GET", "/api/v1/sessions?limit=1", gateway.Member("acme"))).Member("next_cursor");
        Answer answer = await gateway.SendAsync("GET", $"/api/v1/sessions?cursor={cursor}", gateway.Member("globex"));
        Assert.Equal((200, """{"sessions":[]}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task The_last_page_has_no_cursor_even_when_it_is_full()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await gateway.SendAsync("POST", "/api/v1/sessions", gateway.Member("acme"), "{}");
        Assert.DoesNotContain("next_cursor", (await gateway.SendAsync("GET", "/api/v1/sessions?limit=1", gateway.Member("acme"))).Body);
    }

    private static string[] Members(string json) => [.. JsonDocument.Parse(json).RootElement.EnumerateObject().Select(static m => m.Name)];
}
