using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>Processes of their own over one journal in a file: at the same time, killed, and with a full disk.</summary>
public sealed class FileJournalProcessTests : IDisposable
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 300 : 24;

    private readonly TempFolder _folder = new();
    private readonly string _file;

    public FileJournalProcessTests() => _file = Path.Combine(_folder.Path, "tenants.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writers_of_two_processes_lose_nothing_and_no_reader_sees_a_gap()
    {
        const int callers = 4;
        const int each = 60;
        using WriterProcess a = WriterProcess.Start("journal", _file);
        using WriterProcess b = WriterProcess.Start("journal", _file);
        Assert.Equal(("ready", "ready"), (a.Greeting, b.Greeting));
        Task<List<string>>[] writing = [Task.Run(() => a.Ask($"append a {each} {callers}")), Task.Run(() => b.Ask($"append b {each} {callers}"))];

        using var world = new JournalWorld(_file);
        var seen = new List<string>();
        while (!Task.WhenAll(writing).IsCompleted || seen.Count < 2 * callers * each)
        {
            foreach (DirectoryRecord record in await world.Read(after: seen.Count, max: 50))
            {
                Assert.Equal(seen.Count + 1, record.Sequence);
                seen.Add($"ack {JournalWorld.Name(record)}");
            }

            Assert.False(Task.WhenAll(writing).IsCompleted && TempFolder.Lines(_file).Length < 2 * callers * each, "A change is lost.");
        }

        List<string>[] promised = await Task.WhenAll(writing);
        Assert.Equal(promised.SelectMany(static p => p).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Process_that_is_killed_loses_nothing_and_hinders_no_other()
    {
        var promised = new List<string>();
        using WriterProcess steady = WriterProcess.Start("journal", _file);
        for (int round = 0; round < Rounds; round++)
        {
            using WriterProcess writer = WriterProcess.Start("journal", _file);
            writer.Tell($"append r{round} 1000000 4");
            for (int i = 0; i < 1 + (round * 37 % 101); i++)
            {
                promised.Add(writer.Read()!);
            }

            promised.AddRange(writer.Kill());
            promised.AddRange(steady.Ask($"append s{round} 2 2"));
        }

        using var world = new JournalWorld(_file);
        string[] kept = await world.Names();
        Assert.Empty(promised.Except(kept.Select(static k => $"ack {k.Split(' ')[1]}")));
        Assert.Equal(kept.Length, kept.Select(static k => k.Split(' ')[1]).Distinct().Count());
        TestContext.Current.TestOutputHelper?.WriteLine($"{Rounds} kills, {promised.Count} promised, {kept.Length} kept");
    }

    [Fact]
    public async Task Full_disk_is_told_and_leaves_nothing_half_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is set by a call of Linux.");
        var kept = new List<string>();
        using WriterProcess writer = WriterProcess.Start("journal", _file);
        kept.AddRange(writer.Ask("append before 5 1"));
        writer.Ask($"limit {new FileInfo(_file).Length + 1000}");
        List<string> full = writer.Ask("append full 20 1");
        Assert.Contains(full, static a => a.StartsWith("failed", StringComparison.Ordinal));
        kept.AddRange(full.Where(static a => a.StartsWith("ack", StringComparison.Ordinal)));
        Assert.EndsWith("\n", TempFolder.Text(_file), StringComparison.Ordinal);
        writer.Ask("limit 0");
        kept.AddRange(writer.Ask("append after 5 1"));

        using var world = new JournalWorld(_file);
        Assert.Equal(kept, (await world.Names()).Select(static k => $"ack {k.Split(' ')[1]}"));
    }
}
