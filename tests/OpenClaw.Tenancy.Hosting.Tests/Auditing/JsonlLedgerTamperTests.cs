using System.Text;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>Whoever can write the files and has not the key changes nothing that is not found.</summary>
public sealed class JsonlLedgerTamperTests(TamperedFiles ledger) : IClassFixture<TamperedFiles>
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    private static bool IsRecord(string line) => line.StartsWith("{\"body\":", StringComparison.Ordinal);

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public void Each_flipped_byte_refuses_the_start()
    {
        byte[] whole = TamperedFiles.Bytes(ledger.Whole);
        Assert.Null(ledger.RefusalOf(whole));
        using var count = new CaseCount("tampering/ledger", "changes of the audit ledger, or of an export, by somebody without its key");
        int step = Long ? 5 : 97;
        for (int at = 0; at < whole.Length; at += step)
        {
            count.Add();
            byte[] changed = [.. whole];
            changed[at] ^= (byte)(1 << (at % 7));
            Assert.True(ledger.RefusalOf(changed) is not null, $"Byte {at} of {whole.Length} was changed, and nothing says so.");
        }

        // The very last one, which is the end of a line, in every way.
        for (int bit = 0; bit < 8; bit++)
        {
            byte[] changed = [.. whole];
            changed[^1] ^= (byte)(1 << bit);
            Assert.NotNull(ledger.RefusalOf(changed));
        }

        count.Add(8);
        count.Held();
    }

    [Fact]
    public void Deleted_doubled_swapped_and_replayed_records_refuse_the_start()
    {
        string[] lines = ledger.Whole;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!IsRecord(lines[i]))
            {
                continue;
            }

            Assert.NotNull(ledger.RefusalOf(lines.Where((_, at) => at != i)));
            Assert.NotNull(ledger.RefusalOf([.. lines[..i], lines[i], .. lines[i..]]));
            Assert.NotNull(ledger.RefusalOf([.. lines[..i], lines[i + 1], lines[i], .. lines[(i + 2)..]]));
            Assert.NotNull(ledger.RefusalOf([.. lines, lines[i]]));
            Assert.NotNull(ledger.RefusalOf([.. lines, lines[i], lines[^1]]));
        }
    }

    [Fact]
    public async Task Record_of_another_trail_or_another_ledger_fits_nowhere()
    {
        string[] lines = ledger.Whole;
        int acme = Array.FindLastIndex(lines, static l => IsRecord(l) && l.Contains("\"tenant\":\"acme\"", StringComparison.Ordinal));
        Assert.NotNull(ledger.RefusalOf(lines.Select((l, i) => i == acme ? l.Replace("\"tenant\":\"acme\"", "\"tenant\":\"globex\"", StringComparison.Ordinal) : l)));
        using var other = new TempFolder();
        using (var world = new LedgerWorld(other.Path))
        {
            await world.Append("stranger");
        }

        string[] strange = TempFolder.Lines(LedgerWorld.PathIn(other.Path));
        Assert.NotNull(ledger.RefusalOf(strange));
        Assert.NotNull(ledger.RefusalOf([.. lines, .. strange[1..]]));
        Assert.NotNull(ledger.RefusalOf([strange[0], .. lines[1..]]));
    }

    [Fact]
    public void Two_continuations_do_not_mix()
    {
        int from = ledger.Old.Length;

        // The fork by itself is a ledger: that it is not this one, a kept checkpoint shows.
        Assert.Null(ledger.RefusalOf(ledger.Fork));
        for (int i = from + 1; i < Math.Min(ledger.Whole.Length, ledger.Fork.Length); i++)
        {
            Assert.NotNull(ledger.RefusalOf([.. ledger.Whole[..i], .. ledger.Fork[i..]]));
        }

        Assert.NotNull(ledger.RefusalOf([.. ledger.Whole, .. ledger.Fork[from..]]));
    }

    [Fact]
    public void What_is_cut_off_behind_a_checkpoint_is_found_by_the_anchor()
    {
        string anchor = Path.Combine(ledger.Folder, "kept.checkpoint");
        File.WriteAllText(anchor, ledger.Kept.ToString());
        try
        {
            foreach (string[] cut in new[] { ledger.Old, ledger.Fork, ledger.Whole[..1], ledger.Whole[..^2] })
            {
                ledger.Put(cut);
                TenancyConfigurationException refused = Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(ledger.Folder, options: o => o.AnchorFile = anchor));
                Assert.Contains("an older copy was put back", refused.Message, StringComparison.Ordinal);
            }

            ledger.Put(ledger.Whole);
            using (new LedgerWorld(ledger.Folder, options: o => o.AnchorFile = anchor))
            {
            }

            // One character within the signature.
            string kept = ledger.Kept.ToString();
            File.WriteAllText(anchor, $"{kept[..^20]}{(kept[^20] == 'A' ? 'B' : 'A')}{kept[^19..]}");
            Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(ledger.Folder, options: o => o.AnchorFile = anchor));
        }
        finally
        {
            File.Delete(anchor);
        }
    }

    [Fact]
    public async Task Anchor_is_kept_while_the_ledger_is_written_and_when_it_closes()
    {
        using var folder = new TempFolder();
        string anchor = Path.Combine(folder.Path, "anchor");
        string ledgers = Path.Combine(folder.Path, "ledger");
        using (var world = new LedgerWorld(ledgers, options: o => o.AnchorFile = anchor))
        {
            await world.Append("one");
            Assert.True(SpinWait.SpinUntil(() => File.Exists(anchor), TimeSpan.FromMinutes(1)));
            await world.Append("two");
        }

        Assert.True(SignedCheckpoint.TryRead(TempFolder.Text(anchor), out SignedCheckpoint? kept));
        Assert.Equal(2, kept.Checkpoint.Size);
        Assert.True(SignedCheckpoint.TryReadLine(Encoding.UTF8.GetBytes(TempFolder.Lines(LedgerWorld.PathIn(ledgers))[^1]), out SignedCheckpoint? last));
        Assert.Equal(last.ToString(), kept.ToString());
    }

    [Fact]
    public async Task Anchor_reaches_the_last_record_though_no_other_follows()
    {
        using var folder = new TempFolder();
        string anchor = Path.Combine(folder.Path, "anchor");
        using var world = new LedgerWorld(Path.Combine(folder.Path, "ledger"), options: o => o.AnchorFile = anchor);
        world.World.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Append("one");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(anchor), TimeSpan.FromMinutes(1)));
        await world.Append("two");

        // The host goes on, and may be killed at any time: what is cut off then must be found.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                world.World.Time.Advance(TimeSpan.FromSeconds(1));
                return SignedCheckpoint.TryRead(TempFolder.Text(anchor), out SignedCheckpoint? kept) && kept.Checkpoint.Size == 2;
            },
            TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Anchor_that_cannot_be_kept_is_said_once_and_once_that_it_can_be_again()
    {
        using var folder = new TempFolder();
        string anchor = Path.Combine(folder.Path, "not", "there", "anchor");
        using var world = new LedgerWorld(Path.Combine(folder.Path, "ledger"), options: o => o.AnchorFile = anchor);
        int Said(int id) => world.Log.Events.Count(e => e == id);

        for (int i = 0; i < 5; i++)
        {
            await world.Append($"a{i}");
            world.World.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((1, 0), (Said(2117), Said(2118)));
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(anchor)!);
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                world.World.Time.Advance(TimeSpan.FromSeconds(1));
                return File.Exists(anchor);
            },
            TimeSpan.FromMinutes(1)));
        await world.Append("b");
        world.World.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 1), (Said(2117), Said(2118)));

        System.IO.Directory.Delete(Path.GetDirectoryName(anchor)!, recursive: true);
        await world.Append("c");
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                world.World.Time.Advance(TimeSpan.FromSeconds(1));
                return Said(2117) == 2;
            },
            TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Another_key_opens_nothing()
    {
        using var other = new TempFolder();
        using (new LedgerWorld(other.Path))
        {
        }

        string key = Path.Combine(ledger.Folder, "signing.key");
        string own = TempFolder.Text(key);
        ledger.Put(ledger.Whole);
        try
        {
            File.WriteAllText(key, TempFolder.Text(Path.Combine(other.Path, "signing.key")));
            Assert.Contains("not signed by the key", Assert.Throws<TenancyConfigurationException>(() => new LedgerWorld(ledger.Folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.WriteAllText(key, own);
        }
    }
}
