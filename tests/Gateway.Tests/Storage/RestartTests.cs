using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>What was answered is there when the host has started anew.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Sessions_messages_runs_and_events_survive_a_restart()
    {
        string before, cursor;
        Chatted own;
        await using (RunningGateway first = await RunningGateway.StartInAsync(_folder.Path))
        {
            own = await first.ChatAsync(first.Member("acme"), "hello");
            await first.ChatAsync(first.Member("acme"), "again", own.Session);
            await first.SendAsync("POST", "/api/v1/sessions", first.Member("acme"), """{"title":"newer"}""");
            cursor = (await first.SendAsync("GET", "/api/v1/sessions?limit=1", first.Member("acme"))).Member("next_cursor");
            before = await StateAsync(first, own);
        }

        await using RunningGateway second = await RunningGateway.StartInAsync(_folder.Path);
        Assert.Equal(before, await StateAsync(second, own));
        Assert.Contains(own.Session, (await second.SendAsync("GET", $"/api/v1/sessions?cursor={cursor}", second.Member("acme"))).Body);
        Answer foreign = await second.SendAsync("GET", $"/api/v1/sessions/{own.Session}", second.Member("globex"));
        Assert.True(foreign.IsLike(await second.SendAsync("GET", "/api/v1/sessions/s00000000000000000000000000000000", second.Member("globex"))));

        string newest = (await second.SendAsync("POST", "/api/v1/sessions", second.Member("acme"), "{}")).Member("session_id");
        JsonElement listed = JsonDocument.Parse((await second.SendAsync("GET", "/api/v1/sessions", second.Member("acme"))).Body).RootElement.GetProperty("sessions");
        Assert.Equal(newest, listed[0].GetProperty("session_id").GetString());
        await second.ChatAsync(second.Member("acme"), "and on", own.Session);
    }

    [Fact]
    public async Task Everything_that_was_answered_survives_a_kill()
    {
        Chatted own;
        using (ServedGateway first = await ServedGateway.StartAsync(_folder.Path))
        {
            own = await first.ChatAsync("hello");
            first.Kill();
        }

        await using RunningGateway second = await RunningGateway.StartInAsync(_folder.Path);
        string token = second.Member("acme");
        Assert.Contains("echo: hello", (await second.SendAsync("GET", $"/api/v1/sessions/{own.Session}", token)).Body);
        Assert.Equal("succeeded", (await second.SendAsync("GET", $"/v1/runs/{own.Run}", token)).Member("status"));
        Assert.Contains("\"event\":\"done\"", (await second.SendAsync("GET", $"/v1/runs/{own.Run}/events", token)).Body);
    }

    [Theory]
    [InlineData("GET", "/v1/runs/{run}")]
    [InlineData("GET", "/v1/runs/{run}/events")]
    [InlineData("POST", "/v1/runs/{run}/stop")]
    public async Task A_run_whose_process_was_killed_has_failed_for_whoever_of_its_tenant_looks_first(string method, string path)
    {
        // An endpoint that takes the question and never answers keeps the run going.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        string run;
        await using (RunningGateway before = await RunningGateway.StartInAsync(_folder.Path))
        {
            await SecretCalls.PutAsync(before, "acme", ModelEndpoint.KeyName, "key-of-acme");
        }

        using (ServedGateway first = await ServedGateway.StartAsync(_folder.Path, ("Agent__BaseUrl", $"http://{silent.LocalEndpoint}/v1"), ("Egress__Tenants__acme__0", "agent")))
        {
            await first.SendAsync("POST", "/api/v1/chat", """{"message":"x","stream":true}""", headOnly: true);
            run = RunIn(_folder.Path);
            Assert.Contains((await first.SendAsync("GET", $"/v1/runs/{run}")).Member("status"), (string[])["queued", "running"]);
            first.Kill();
        }

        await using RunningGateway second = await RunningGateway.StartInAsync(_folder.Path);
        Assert.Equal(404, (await second.SendAsync("GET", $"/v1/runs/{run}", second.Member("globex"))).Status);
        string token = second.Member("acme");
        Answer looked = await second.SendAsync(method, path.Replace("{run}", run), token);
        Assert.Contains("\"status\":\"failed\"", looked.Body);
        Answer events = await second.SendAsync("GET", $"/v1/runs/{run}/events", token);
        Assert.Contains("The run was interrupted", events.Body);
        Assert.Single(events.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries), static e => e.Contains("\"error\""));
        Assert.Equal("failed", (await second.SendAsync("POST", $"/v1/runs/{run}/stop", token)).Member("status"));
    }

    [Fact]
    public async Task A_second_host_in_the_same_folder_is_refused()
    {
        await using RunningGateway first = await RunningGateway.StartInAsync(_folder.Path);
        IOException refused = await Assert.ThrowsAsync<IOException>(() => RunningGateway.StartInAsync(_folder.Path));
        Assert.Contains("Another host serves the data folder", refused.Message);
        Assert.Equal(200, (await first.SendAsync("GET", "/api/v1/sessions", first.Member("acme"))).Status);
    }

    public void Dispose() => _folder.Dispose();

    private static string RunIn(string folder)
    {
        using var connection = DatabaseFile.Open(folder);
        return (string)DatabaseFile.Ask(connection, "SELECT Id FROM gateway_runs")!;
    }

    private static async Task<string> StateAsync(RunningGateway gateway, Chatted own)
    {
        string token = gateway.Member("acme");
        string[] paths = ["/api/v1/sessions", "/api/v1/sessions?limit=1", $"/api/v1/sessions/{own.Session}", $"/v1/runs/{own.Run}", $"/v1/runs/{own.Run}/events"];
        var answers = new List<string>();
        foreach (string path in paths)
        {
            answers.Add((await gateway.SendAsync("GET", path, token)).Body);
        }

        return string.Join('\n', answers);
    }
}
