using System.Text.Json;
using Gateway.Tests.Boundary;
using Gateway.Tests.Commands;
using Gateway.Tests.Support;
using OpenClaw.Tenancy.TestKit.PostgreSql;

namespace Gateway.Tests.Storage;

/// <summary>The gateway on a real PostgreSQL.</summary>
public sealed class PostgresTests(Cluster cluster) : IDisposable
{
    private static readonly Chatted Absent = new("s00000000000000000000000000000000", "r00000000000000000000000000000000");

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _other = new();

    [Fact]
    public async Task Sessions_chat_and_events_work_and_survive_a_restart()
    {
        string database = cluster.NewDatabase();
        string[] paths;
        string[] before;
        await using (RunningGateway first = await RunningGateway.StartInAsync(_folder.Path, database))
        {
            string token = first.Member("acme");
            Chatted own = await first.ChatAsync(token, "hello");
            await first.ChatAsync(token, "again", own.Session);
            await first.SendAsync("POST", "/api/v1/sessions", token, """{"title":"newer"}""");
            string cursor = (await first.SendAsync("GET", "/api/v1/sessions?limit=1", token)).Member("next_cursor");
            paths = ["/api/v1/sessions", $"/api/v1/sessions?cursor={cursor}", $"/api/v1/sessions/{own.Session}", $"/v1/runs/{own.Run}", $"/v1/runs/{own.Run}/events"];
            before = await Task.WhenAll(paths.Select(async p => (await first.SendAsync("GET", p, token)).Body));
            Assert.Equal(4, JsonDocument.Parse(before[2]).RootElement.GetProperty("messages").GetArrayLength());
        }

        await using RunningGateway second = await RunningGateway.StartInAsync(_folder.Path, database);
        Assert.Equal(before, await Task.WhenAll(paths.Select(async p => (await second.SendAsync("GET", p, second.Member("acme"))).Body)));
        Assert.False(File.Exists(DatabaseFile.PathIn(_folder.Path)));
    }

    [Fact]
    public async Task Foreign_and_absent_are_one_answer_on_every_route()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, cluster.NewDatabase());
        Chatted foreign = await gateway.ChatAsync(gateway.Member("globex"), "hello");
        foreach (ListedRoute route in ListedRoutes.All.Where(static r => r.NamesResource))
        {
            Answer answer = await route.SendAsync(gateway, gateway.Member("acme"), foreign);
            Assert.Equal(404, answer.Status);
            Assert.True(answer.IsLike(await route.SendAsync(gateway, gateway.Member("acme"), Absent)), route.Name);
        }

        Assert.Equal(200, (await gateway.SendAsync("GET", $"/api/v1/sessions/{foreign.Session}", gateway.Member("globex"))).Status);
    }

    [Fact]
    public async Task Many_who_chat_in_one_session_at_once_each_get_their_place()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, cluster.NewDatabase());
        string token = gateway.Member("acme");
        string session = (await gateway.ChatAsync(token, "first")).Session;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => gateway.ChatAsync(token, $"m{i}", session)));
        JsonElement messages = JsonDocument.Parse((await gateway.SendAsync("GET", $"/api/v1/sessions/{session}", token)).Body).RootElement.GetProperty("messages");
        Assert.Equal(34, messages.GetArrayLength());
    }

    [Fact]
    public async Task A_deleted_session_is_gone_from_every_table_and_what_runs_in_it_ends()
    {
        string database = cluster.NewDatabase();
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, database, ScriptedAgent.In(agent));
        string token = gateway.Member("acme");
        string session = (await gateway.SendAsync("POST", "/api/v1/sessions", token, "{}")).Member("session_id");
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", token, $$"""{"message":"x","session_id":"{{session}}","stream":true}""");
        agent.Say("before");
        await stream.NextAsync();
        Assert.Equal(200, (await gateway.SendAsync("DELETE", $"/api/v1/sessions/{session}", token)).Status);
        await agent.Interrupted;
        Assert.DoesNotContain("[DONE]", await stream.RestAsync());
        Assert.Equal(0L, Ask(database, "SELECT (SELECT count(*) FROM gateway_sessions) + (SELECT count(*) FROM gateway_messages) + (SELECT count(*) FROM gateway_runs) + (SELECT count(*) FROM gateway_run_events)"));
    }

    [Fact]
    public async Task Two_hosts_start_at_once_on_one_database_and_neither_ends_what_the_other_performs()
    {
        string database = cluster.NewDatabase();
        await ShareKeyAsync();
        var agent = new ScriptedAgent();
        Task<RunningGateway>[] starting = [RunningGateway.StartInAsync(_folder.Path, database, ScriptedAgent.In(agent)), RunningGateway.StartInAsync(_other.Path, database)];
        await Task.WhenAll(starting);
        await using RunningGateway first = await starting[0], second = await starting[1];
        await using OpenStream stream = await first.OpenAsync("POST", "/api/v1/chat", first.Member("acme"), """{"message":"x","stream":true}""");
        agent.Say("one");
        string run = Json.Member((await stream.NextAsync())!, "id");
        Assert.Equal("running", (await second.SendAsync("GET", $"/v1/runs/{run}", second.Member("acme"))).Member("status"));
        await using OpenStream elsewhere = await second.OpenAsync("GET", $"/v1/runs/{run}/events", second.Member("acme"));
        Assert.Contains("one", await elsewhere.NextAsync());
        agent.Finish();
        Assert.Contains("\"succeeded\"", (await elsewhere.RestAsync())[^1]);
    }

    [Fact]
    public async Task A_server_that_is_stopped_is_a_503_on_every_route()
    {
        PrivateCluster? own = PrivateCluster.TryStart();
        Assert.SkipWhen(own is null, PostgresBinaries.HowToInstall);
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, own.SuperuserConnectionString);
        string token = gateway.Member("acme");
        Chatted chatted = await gateway.ChatAsync(token, "hello");
        own.Dispose();
        foreach (ListedRoute route in ListedRoutes.All.Where(static r => r.Scope is not null))
        {
            Answer answer = await route.SendAsync(gateway, token, chatted);
            Assert.Equal((route.Name, 503, "dependency_unavailable"), (route.Name, answer.Status, answer.Code));
            Assert.Contains("Retry-After: 1", answer.Headers);
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_without_the_password_and_exits_with_1()
    {
        Ran ran = await Ran.InDevelopmentAsync("--postgres", $"Host={_other.Path};Username=me;Password=the-password", "--urls", "http://127.0.0.1:0", "--data", _folder.Path);
        Assert.Equal((1, string.Empty), (ran.Exit, ran.Output));
        Assert.Contains("--postgres", ran.Error);
        Assert.DoesNotContain("the-password", ran.Error);
    }

    // Hosts that share a database share the key of secrets.
    private async Task ShareKeyAsync()
    {
        await using (await RunningGateway.StartInAsync(_folder.Path))
        {
            Directory.CreateDirectory(_other.Path);
            File.Copy(Path.Combine(_folder.Path, "secrets.key"), Path.Combine(_other.Path, "secrets.key"));
        }

        File.Delete(DatabaseFile.PathIn(_folder.Path));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    private static object? Ask(string database, string sql)
    {
        using var connection = new Npgsql.NpgsqlConnection(database + ";Pooling=false");
        connection.Open();
        using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
