using OpenClaw.Tenancy.Hosting.Tests.Files;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>The power fails at any moment while files are begun, filled, and rid of old records: what was promised is there, or was dropped and is proved.</summary>
public sealed class JsonlLedgerPowerTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Power_that_fails_while_files_change_takes_nothing_that_was_acknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The name of an open file is looked up as Linux shows it.");
        var life = new LedgerLife();
        var left = new List<(Dictionary<string, byte[]> Files, string[] Promised)>();
        var disk = new PowerCut(cut => left.AddRange(cut.Left().Select(files => (files, life.Acknowledged.ToArray()))));
        string folder = Path.Combine(_folder.Path, "before");
        await life.LiveAsync(folder, disk.Disk, static () => { });
        Assert.False(life.WasRefused);

        int tried = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((Dictionary<string, byte[]> files, string[] promised) in left)
        {
            // The same is left at many moments.
            if (!seen.Add($"{promised.Length} {string.Join(' ', files.OrderBy(static f => f.Key).Select(static f => $"{f.Key} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(f.Value))}"))}"))
            {
                continue;
            }

            string after = Path.Combine(_folder.Path, $"{tried++}");
            System.IO.Directory.CreateDirectory(after);
            File.Copy(Path.Combine(folder, "signing.key"), Path.Combine(after, "signing.key"));
            foreach ((string name, byte[] bytes) in files)
            {
                await File.WriteAllBytesAsync(Path.Combine(after, name), bytes, TestContext.Current.CancellationToken);
            }

            var kept = new LedgerLife();
            kept.Acknowledged.AddRange(promised);
            await kept.AssertKeptAsync(after, $"{tried}: {string.Join(',', files.Select(static f => $"{f.Key} {f.Value.Length}"))}");
        }

        output.WriteLine($"{left.Count} moments, {tried} of them apart");
        Assert.InRange(tried, 50, 1000);
    }

    [Fact]
    public async Task First_line_that_was_torn_is_written_anew_and_that_is_said()
    {
        await using (var ledger = new JsonlLedger(_folder.Path, more: SmallFiles.In))
        {
            await ledger.Append("one");
            await ledger.Append("two");
        }

        string active = LedgerWorld.PathIn(_folder.Path);

        // The last record filled its file, so that another one has begun.
        string header = TempFolder.Lines(active)[0];
        foreach (int length in new[] { 0, 1, header.Length / 2, header.Length })
        {
            await File.WriteAllTextAsync(active, header[..length], TestContext.Current.CancellationToken);
            await using var after = new JsonlLedger(_folder.Path);
            Assert.Equal(length != 0, after.Log.Events.Contains(2111));
            Assert.Equal(["1 one", "2 two"], await after.Trail());
            Assert.True((await after.Verify()).IsWhole);
        }
    }
}
