using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>A process of its own that is killed, or whose disk is full.</summary>
public sealed class JsonlLedgerProcessTests : IDisposable
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 300 : 24;

    private const int RoundsOfOneLedger = 30;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Process_that_is_killed_loses_nothing_that_it_was_promised()
    {
        using var count = new CaseCount("kills/ledger", "processes that were killed while they wrote the audit ledger");
        count.Add(Rounds);

        // A ledger is read in whole at each start, so that one for all rounds would be read for most of the time.
        for (int first = 0; first < Rounds; first += RoundsOfOneLedger)
        {
            string folder = Path.Combine(_folder.Path, $"{first}");
            var promised = new List<string>();
            for (int round = first; round < Math.Min(Rounds, first + RoundsOfOneLedger); round++)
            {
                using WriterProcess writer = WriterProcess.Start("ledger", folder);
                Assert.Equal("ready", writer.Greeting);
                writer.Tell($"append r{round} 1000000 8");
                for (int i = 0; i < 1 + (round * 37 % 101); i++)
                {
                    promised.Add(writer.Read()!);
                }

                promised.AddRange(writer.Kill());
            }

            using var world = new LedgerWorld(folder);
            string[] kept = await world.Trail();
            var actors = kept.Select(static k => $"ack {k.Split(' ')[1]}").ToHashSet();
            Assert.Equal(kept.Length, actors.Count);
            Assert.Empty(promised.Except(actors));
            TestContext.Current.TestOutputHelper?.WriteLine($"rounds from {first}: {promised.Count} promised, {kept.Length} kept");
        }

        count.Held();
    }

    /// <summary>Files are full all the time and old records are dropped meanwhile, so that many a kill meets one of both.</summary>
    [Fact]
    public async Task Process_that_is_killed_while_files_change_loses_nothing_but_what_was_dropped()
    {
        var promised = new List<string>();
        int rounds = Rounds > 100 ? 30 : 4;
        for (int round = 0; round < rounds; round++)
        {
            using (WriterProcess writer = WriterProcess.Start("changing", _folder.Path))
            {
                Assert.Equal("ready", writer.Greeting);
                writer.Tell($"append r{round} 1000000 4");
                for (int i = 0; i < 30 + (round * 37 % 101); i++)
                {
                    promised.Add(writer.Read() ?? "it ended by itself");
                }

                promised.AddRange(writer.Kill());
            }

            await using var after = new JsonlLedger(_folder.Path);
            string[] trail = await after.Trail(TenantId.Default);
            var named = trail.Select(static l => $"ack {l.Split(' ')[1]}").ToHashSet();
            int gone = trail.Count(static l => l.EndsWith(" gone", StringComparison.Ordinal));
            Assert.InRange(promised.Count(p => !named.Contains(p)), 0, gone);
            Assert.All(promised, static p => Assert.StartsWith("ack ", p, StringComparison.Ordinal));
            Assert.True((await after.Verify(TenantId.Default)).IsWhole);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} kills, {promised.Count} promised, {System.IO.Directory.GetFiles(_folder.Path).Length} files");
    }

    [Fact]
    public async Task Full_disk_is_told_and_leaves_nothing_half_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is set by a call of Linux.");
        var kept = new List<string>();
        using (WriterProcess writer = WriterProcess.Start("ledger", _folder.Path))
        {
            kept.AddRange(writer.Ask("append before 5 1"));
            long length = new FileInfo(LedgerWorld.PathIn(_folder.Path)).Length;
            writer.Ask($"limit {length + 1000}");
            List<string> full = writer.Ask("append full 40 1");
            Assert.Contains(full, static a => a.StartsWith("ack", StringComparison.Ordinal));
            Assert.Contains(full, static a => a.StartsWith("failed", StringComparison.Ordinal));
            Assert.EndsWith("\n", TempFolder.Text(LedgerWorld.PathIn(_folder.Path)), StringComparison.Ordinal);
            kept.AddRange(full.Where(static a => a.StartsWith("ack", StringComparison.Ordinal)));
            writer.Ask("limit 0");
            kept.AddRange(writer.Ask("append after 5 1"));
            writer.Kill();
        }

        using var world = new LedgerWorld(_folder.Path);
        Assert.Equal(kept, (await world.Trail()).Select(static k => $"ack {k.Split(' ')[1]}"));
        Assert.DoesNotContain(2111, world.Log.Events);
    }
}
