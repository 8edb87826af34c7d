using Gateway.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Storage;

/// <summary>A deleted session leaves no byte of its texts in any file of the data folder, however the process ends.</summary>
public sealed class ErasureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Nothing_is_left_after_a_kill_right_after_the_answer()
    {
        string[] gone = ["canary-title", "canary-first", "canary-second", "canary-long"];
        using (ServedGateway first = await ServedGateway.StartAsync(_folder.Path))
        {
            string session = (await first.SendAsync("POST", "/api/v1/sessions", """{"title":"canary-title"}""")).Member("session_id");
            await first.ChatAsync("canary-first", session);
            await first.ChatAsync("kept-text");
            await first.ChatAsync("canary-second", session);
            await first.ChatAsync("canary-long " + new string('z', 100_000), session);
            Assert.Equal(gone, DatabaseFile.Find(_folder.Path, gone));
            Assert.Equal(gone[1..], DatabaseFile.Find(Path.Combine(_folder.Path, "tenants"), gone));
            Assert.Equal(200, (await first.SendAsync("DELETE", $"/api/v1/sessions/{session}")).Status);
            first.Kill();
        }

        // The log is cut before the answer.
        Assert.All(Directory.GetFiles(_folder.Path, "*-wal"), static log => Assert.Equal(0, new FileInfo(log).Length));
        using (ServedGateway second = await ServedGateway.StartAsync(_folder.Path))
        {
            second.Kill();
        }

        Assert.Empty(DatabaseFile.Find(_folder.Path, gone));
        Assert.Equal(["kept-text"], DatabaseFile.Find(_folder.Path, ["kept-text"]));
        Assert.Equal(["kept-text"], DatabaseFile.Find(Path.Combine(_folder.Path, "tenants"), ["kept-text"]));
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_deletions_leaves_each_session_whole_or_gone()
    {
        var sessions = new List<string>();
        using (ServedGateway first = await ServedGateway.StartAsync(_folder.Path))
        {
            for (int i = 0; i < 20; i++)
            {
                sessions.Add((await first.ChatAsync($"canary-{i:000}")).Session);
            }

            int answered = 0;
            Task deleting = Parallel.ForEachAsync(sessions, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (session, _) =>
            {
                await first.SendAsync("DELETE", $"/api/v1/sessions/{session}");
                Interlocked.Increment(ref answered);
            });
            while (Volatile.Read(ref answered) < 8)
            {
                await Task.Delay(1);
            }

            first.Kill();
            await Assert.ThrowsAnyAsync<Exception>(() => deleting);
        }

        await using RunningGateway second = await RunningGateway.StartInAsync(_folder.Path);
        int left = 0;
        for (int i = 0; i < sessions.Count; i++)
        {
            Answer found = await second.SendAsync("GET", $"/api/v1/sessions/{sessions[i]}", second.Member("acme"));
            string[] bytes = DatabaseFile.Find(_folder.Path, [$"canary-{i:000}"]);
            Assert.Equal(found.Status == 200 ? 1 : 0, bytes.Length);
            Assert.Equal(found.Status == 200, found.Body.Contains($"echo: canary-{i:000}"));
            left += found.Status == 200 ? 1 : 0;
        }

        Assert.InRange(left, 0, 12);
        Assert.Equal(left, DatabaseFile.CountRows(_folder.Path)[0]);
    }

    [Fact]
    public async Task Copies_that_SQLite_leaves_where_no_row_is_are_gone_after_the_next_start()
    {
        await using (RunningGateway first = await RunningGateway.StartInAsync(_folder.Path))
        {
            Chatted own = await first.ChatAsync(first.Member("acme"), "hello");
            Assert.Equal(200, (await first.SendAsync("DELETE", $"/api/v1/sessions/{own.Session}", first.Member("acme"))).Status);
        }

        // SQLite does so by chance, when it moves rows between pages: secure_delete clears the last place of a row alone. Here it is made to.
        using (SqliteConnection connection = DatabaseFile.Open(_folder.Path))
        {
            DatabaseFile.Ask(connection, "PRAGMA secure_delete=OFF; CREATE TABLE moved (t); INSERT INTO moved VALUES ('canary-moved'); DROP TABLE moved;");
        }

        Assert.Equal(["canary-moved"], DatabaseFile.Find(_folder.Path, ["canary-moved"]));
        await using (await RunningGateway.StartInAsync(_folder.Path))
        {
            Assert.Empty(DatabaseFile.Find(_folder.Path, ["canary-moved"]));
        }
    }

    [Fact]
    public async Task The_file_is_written_anew_after_a_deletion_and_at_no_other_start()
    {
        async Task<long> MarkAsync(bool delete)
        {
            await using (RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path))
            {
                Chatted own = await gateway.ChatAsync(gateway.Member("acme"), "hello");
                if (delete)
                {
                    await gateway.SendAsync("DELETE", $"/api/v1/sessions/{own.Session}", gateway.Member("acme"));
                }
            }

            using var connection = DatabaseFile.Open(_folder.Path);
            return (long)DatabaseFile.Ask(connection, "PRAGMA user_version")!;
        }

        long before = await MarkAsync(delete: false), deleted = await MarkAsync(delete: true), after = await MarkAsync(delete: false);
        Assert.Equal((0, 1, 0), (before, deleted, after));
    }

    [Fact]
    public async Task The_files_of_a_session_go_with_it_and_no_others()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        string token = gateway.Member("acme");
        Chatted own = await gateway.ChatAsync(token, "hello"), kept = await gateway.ChatAsync(token, "hello");
        string Folder(string tenant, string session) => Directory.CreateDirectory(Path.Combine(_folder.Path, "tenants", tenant, "agents", "main", "sessions", session)).FullName;
        string[] folders = [Folder("acme", own.Session), Folder("acme", kept.Session), Folder("globex", own.Session)];
        foreach (string folder in folders)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "transcript.jsonl"), "canary");
        }

        Assert.Equal(404, (await gateway.SendAsync("DELETE", $"/api/v1/sessions/{own.Session}", gateway.Member("globex"))).Status);
        Assert.All(folders, static f => Assert.True(Directory.Exists(f)));
        Assert.Equal(200, (await gateway.SendAsync("DELETE", $"/api/v1/sessions/{own.Session}", token)).Status);
        Assert.Equal([false, true, true], folders.Select(Directory.Exists));
    }

    public void Dispose() => _folder.Dispose();
}
