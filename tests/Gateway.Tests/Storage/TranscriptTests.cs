using System.Runtime.Versioning;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>Each finished turn stands in the transcript of its session, in the directory of its tenant.</summary>
public sealed class TranscriptTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_finished_turn_is_two_lines_at_the_end()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        string token = gateway.Member("acme");
        Chatted first = await gateway.ChatAsync(token, "hello");
        Chatted second = await gateway.ChatAsync(token, "again", first.Session);

        JsonElement[] lines = [.. (await File.ReadAllLinesAsync(TranscriptOf("acme", first.Session))).Select(static l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal(
            [$"user hello {first.Run}", $"assistant echo: hello {first.Run}", $"user again {second.Run}", $"assistant echo: again {second.Run}"],
            lines.Select(static l => $"{l.GetProperty("role").GetString()} {l.GetProperty("content").GetString()} {l.GetProperty("run_id").GetString()}"));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task Tenants_have_folders_apart_that_nobody_else_may_open()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        Chatted acme = await gateway.ChatAsync(gateway.Member("acme"), "canary-acme"), globex = await gateway.ChatAsync(gateway.Member("globex"), "canary-globex");

        Assert.Equal(["canary-acme"], DatabaseFile.Find(RootOf("acme"), ["canary-acme", "canary-globex"]));
        Assert.Equal(["canary-globex"], DatabaseFile.Find(RootOf("globex"), ["canary-acme", "canary-globex"]));
        string[] folders = [RootOf("acme"), .. Directory.GetDirectories(RootOf("acme"), "*", SearchOption.AllDirectories)];
        Assert.Equal(5, folders.Length);
        Assert.All(folders, static f => Assert.Equal(OwnerOnly, File.GetUnixFileMode(f)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TranscriptOf("acme", acme.Session)));

        Assert.Equal(404, (await gateway.SendAsync("DELETE", $"/api/v1/sessions/{globex.Session}", gateway.Member("acme"))).Status);
        Assert.True(File.Exists(TranscriptOf("globex", globex.Session)));
    }

    [Fact]
    public async Task A_disk_that_does_not_take_the_lines_does_not_lose_the_turn()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        string token = gateway.Member("acme");
        string session = (await gateway.SendAsync("POST", "/api/v1/sessions", token, "{}")).Member("session_id");

        // A directory stands where the file should.
        Directory.CreateDirectory(TranscriptOf("acme", session));
        await gateway.ChatAsync(token, "hello", session);

        Assert.Contains("echo: hello", (await gateway.SendAsync("GET", $"/api/v1/sessions/{session}", token)).Body);
        Assert.Equal(200, (await gateway.SendAsync("DELETE", $"/api/v1/sessions/{session}", token)).Status);
        Assert.False(Directory.Exists(TranscriptOf("acme", session)));
    }

    [Fact]
    public async Task A_link_is_not_followed_when_a_turn_is_written_nor_when_the_session_is_deleted()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        string token = gateway.Member("acme");
        Chatted foreign = await gateway.ChatAsync(gateway.Member("globex"), "foreign");
        string transcript = TranscriptOf("globex", foreign.Session), before = await File.ReadAllTextAsync(transcript);
        string session = (await gateway.SendAsync("POST", "/api/v1/sessions", token, "{}")).Member("session_id");
        string folder = Path.GetDirectoryName(TranscriptOf("acme", session))!;
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.CreateSymbolicLink(folder, Path.GetDirectoryName(transcript)!);

        await gateway.ChatAsync(token, "mine", session);
        await gateway.SendAsync("DELETE", $"/api/v1/sessions/{session}", token);

        Assert.Equal(before, await File.ReadAllTextAsync(transcript));
    }

    [Fact]
    public async Task A_run_that_does_not_succeed_writes_nothing()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, services: ScriptedAgent.In(agent));
        string token = gateway.Member("acme");
        string session = (await gateway.SendAsync("POST", "/api/v1/sessions", token, "{}")).Member("session_id");
        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", token, $$"""{"message":"x","session_id":"{{session}}","stream":true}""");
        agent.Say("part");
        await stream.NextAsync();
        Assert.Equal(200, (await gateway.SendAsync("DELETE", $"/api/v1/sessions/{session}", token)).Status);
        agent.Finish();
        await Idle.AsyncOf(gateway);

        Assert.False(Directory.Exists(Path.GetDirectoryName(TranscriptOf("acme", session))));
    }

    public void Dispose() => _folder.Dispose();

    private string RootOf(string tenant) => Path.Combine(_folder.Path, "tenants", tenant);

    private string TranscriptOf(string tenant, string session) => Path.Combine(RootOf(tenant), "agents", "main", "sessions", session, "transcript.jsonl");
}
