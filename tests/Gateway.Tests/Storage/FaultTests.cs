using System.Diagnostics;
using Gateway.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Storage;

/// <summary>A database that does not answer is a 503, and what it did not take is not half there.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_locked_database_refuses_writes_and_takes_them_again_when_it_is_free()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        string token = gateway.Member("acme");
        Chatted own = await gateway.ChatAsync(token, "hello");
        await Idle.AsyncOf(gateway);
        long[] before = DatabaseFile.CountRows(_folder.Path);
        using (SqliteConnection other = DatabaseFile.Open(_folder.Path))
        {
            DatabaseFile.Ask(other, "BEGIN IMMEDIATE");
            await Task.WhenAll(
                IsUnavailable(gateway, "POST", "/api/v1/chat", token, $$"""{"message":"x","session_id":"{{own.Session}}"}"""),
                IsUnavailable(gateway, "DELETE", $"/api/v1/sessions/{own.Session}", token),
                IsUnavailable(gateway, "POST", "/api/v1/sessions", token, "{}"));
            Assert.Equal(200, (await gateway.SendAsync("GET", $"/api/v1/sessions/{own.Session}", token)).Status);
            DatabaseFile.Ask(other, "ROLLBACK");
        }

        Assert.Equal(before, DatabaseFile.CountRows(_folder.Path));
        await gateway.ChatAsync(token, "and on", own.Session);
    }

    [Fact]
    public async Task A_database_file_that_is_gone_refuses_everything_and_nothing_is_written_elsewhere()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        string token = gateway.Member("acme");
        Chatted own = await gateway.ChatAsync(token, "hello");
        await Idle.AsyncOf(gateway);
        string path = DatabaseFile.PathIn(_folder.Path);
        File.Move(path, path + ".away");
        await IsUnavailable(gateway, "GET", "/api/v1/sessions", token);
        await IsUnavailable(gateway, "GET", $"/api/v1/sessions/{own.Session}", token);
        await IsUnavailable(gateway, "POST", "/api/v1/sessions", token, "{}");
        await IsUnavailable(gateway, "POST", "/api/v1/chat", token, """{"message":"x","stream":true}""");
        await IsUnavailable(gateway, "DELETE", $"/api/v1/sessions/{own.Session}", token);
        await IsUnavailable(gateway, "POST", $"/v1/runs/{own.Run}/stop", token);
        Assert.False(File.Exists(path));
        File.Move(path + ".away", path);
        Assert.Equal([1, 2, 1, 3], DatabaseFile.CountRows(_folder.Path));
        await gateway.ChatAsync(token, "and on", own.Session);
    }

    [Fact]
    public async Task A_run_whose_end_cannot_be_written_is_failed_and_its_session_has_no_half_answer()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, services: ScriptedAgent.In(agent));
        string token = gateway.Member("acme");
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", token, """{"message":"question","stream":true}""");
        agent.Say("shown");
        string run = Json.Member((await stream.NextAsync())!, "id");
        using (SqliteConnection other = DatabaseFile.Open(_folder.Path))
        {
            DatabaseFile.Ask(other, "BEGIN IMMEDIATE");
            agent.Say("not-written");
            agent.Finish();
            await Idle.AsyncOf(gateway);
        }

        Answer ended = await gateway.SendAsync("GET", $"/v1/runs/{run}", token);
        Assert.Equal("failed", ended.Member("status"));
        List<string> rest = await stream.RestAsync();
        Assert.Contains("\"error\"", rest[0]);
        string events = (await gateway.SendAsync("GET", $"/v1/runs/{run}/events", token)).Body;
        Assert.Contains("shown", events);
        Assert.DoesNotContain("not-written", events);
        string session = (await gateway.SendAsync("GET", $"/api/v1/sessions/{ended.Member("session_id")}", token)).Body;
        Assert.Contains("question", session);
        Assert.DoesNotContain("assistant", session);
    }

    [Fact]
    public async Task A_full_disk_refuses_what_does_not_fit_and_keeps_what_is_there()
    {
        Directory.CreateDirectory(_folder.Path);
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", _folder.Path) == 0, "A small disk takes a mount, which this account may not make.");
        try
        {
            await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
            string token = gateway.Member("acme");
            Chatted own = await gateway.ChatAsync(token, "hello");
            await Idle.AsyncOf(gateway);
            long[] before = DatabaseFile.CountRows(_folder.Path);
            await IsUnavailable(gateway, "POST", "/api/v1/chat", token, $$"""{"message":"{{new string('z', 900_000)}}","session_id":"{{own.Session}}"}""");
            Assert.Equal(before, DatabaseFile.CountRows(_folder.Path));
            Assert.Contains("echo: hello", (await gateway.SendAsync("GET", $"/api/v1/sessions/{own.Session}", token)).Body);
            await gateway.ChatAsync(token, "and on", own.Session);
        }
        finally
        {
            // Lazily: a connection that is just being closed may still hold a file of it.
            Run("umount", "-l", _folder.Path);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task IsUnavailable(RunningGateway gateway, string method, string path, string token, string? json = null)
    {
        Answer answer = await gateway.SendAsync(method, path, token, json);
        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Contains("Retry-After: 1", answer.Headers);
        Assert.DoesNotContain("SQLite", answer.Body);
    }

    private static int Run(params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
