using System.Text;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>Records whose time is over: they say nothing more, and it is still proved that they were there, that nothing else went, and by whose word.</summary>
public sealed class JsonlLedgerRetentionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dropped_records_say_nothing_more_and_are_still_proved()
    {
        SignedCheckpoint kept;
        SignedCheckpoint whole;
        await using (JsonlLedger ledger = Open())
        {
            await FillAsync(ledger);
            (kept, whole) = ((await ledger.Export()).End, await ledger.Trails.CheckpointAsync(Token));
            Assert.Equal(5, await DropAsync(ledger));
            Assert.Equal(["1 gone", "2 gone", "3 gone", "4 gone", "5 gone", "6 a6", "7 a7", "8 a8", "9 a9", "10 a10", "11 retention 5 5"], await ledger.Trail());
            Assert.Equal(["1 late"], await ledger.Trail(TestWorld.Globex));
            Assert.Equal(0, await DropAsync(ledger));
        }

        Assert.DoesNotContain(System.IO.Directory.GetFiles(_folder.Path), static f => TempFolder.Text(f).Contains("\"a3\"", StringComparison.Ordinal));
        await using JsonlLedger again = Open();
        ExportVerdict verdict = await again.Verify(kept: kept);
        Assert.True(verdict.IsWhole && verdict.CoversTruncation, verdict.Fault);
        Assert.Equal((11, 5), (verdict.Records, verdict.Dropped));
        Assert.Equal(new Tenancy.Auditing.Merkle.MerkleTree(await again.Trails.LeavesAsync(whole.Checkpoint.Size, Token)).RootAt(whole.Checkpoint.Size), whole.Checkpoint.Root);
        await again.Append("next");
        Assert.Equal("12 next", (await again.Trail())[^1]);
    }

    [Fact]
    public async Task Latest_word_of_what_was_dropped_is_kept_however_old_it_is()
    {
        await using JsonlLedger ledger = Open();
        await FillAsync(ledger);
        await DropAsync(ledger);
        ledger.Time.Advance(TimeSpan.FromDays(400));
        await ledger.Append("much later");
        Assert.Equal(7, await ledger.DropAsync(ledger.Time.Now - TimeSpan.FromHours(1)));

        string[] trail = await ledger.Trail();
        Assert.Equal([.. Enumerable.Range(1, 11).Select(static i => $"{i} gone"), "12 much later", "13 retention 11 6"], trail);
        Assert.Equal(["1 gone", "2 retention 1 1"], await ledger.Trail(TestWorld.Globex));
        ExportVerdict verdict = await ledger.Verify();
        Assert.True(verdict.IsWhole, verdict.Fault);
    }

    [Fact]
    public async Task Clock_that_was_set_back_drops_nothing_that_is_behind_a_younger_record()
    {
        await using JsonlLedger ledger = Open();
        await ledger.Append("old");
        ledger.Time.Advance(TimeSpan.FromHours(10));
        await ledger.Append("new");
        ledger.Time.Set(TimeSpan.FromHours(-9));
        await ledger.Append("old by its clock");
        await ledger.Append("another");
        ledger.Time.Set(TimeSpan.FromHours(9));

        Assert.Equal(1, await DropAsync(ledger));
        Assert.Equal(["1 gone", "2 new", "3 old by its clock", "4 another", "5 retention 1 1"], await ledger.Trail());
        Assert.True((await ledger.Verify()).IsWhole);
    }

    [Fact]
    public async Task Two_who_drop_at_once_drop_it_once()
    {
        await using JsonlLedger ledger = Open();
        await FillAsync(ledger);

        long[] dropped = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DropAsync(ledger)));

        Assert.Equal(5, dropped.Sum());
        Assert.Equal("11 retention 5 5", (await ledger.Trail())[^1]);
    }

    /// <summary>Each byte of each file of a ledger of which a part was dropped; and whole records, on both sides of where it ends.</summary>
    [Fact]
    public async Task Each_change_on_both_sides_of_what_was_dropped_refuses_the_start()
    {
        await using (JsonlLedger ledger = Open())
        {
            await FillAsync(ledger);
            await DropAsync(ledger);
        }

        using var signer = EcdsaSigner.FromPem(TempFolder.Text(Path.Combine(_folder.Path, "signing.key")));
        Assert.Null(Refusal(signer));
        foreach (string file in System.IO.Directory.GetFiles(_folder.Path, "ledger-*.jsonl").Order(StringComparer.Ordinal))
        {
            byte[] right = await File.ReadAllBytesAsync(file, Token);
            for (int at = 0; at < right.Length; at += 13)
            {
                byte[] changed = [.. right];
                changed[at] ^= (byte)(1 << (at % 7));
                await File.WriteAllBytesAsync(file, changed, Token);
                Assert.True(Refusal(signer) is not null, $"byte {at} of {Path.GetFileName(file)}");
            }

            // The file away, and a record that was kept with its words taken out, as if its time had been over too.
            File.Delete(file);
            Assert.True(Refusal(signer) is not null, file);
            await File.WriteAllBytesAsync(file, right, Token);
            string text = Encoding.UTF8.GetString(right);
            if (LedgerWorld.Records(file) is [var record, ..])
            {
                await File.WriteAllTextAsync(file, text.Replace(record, Stub(record), StringComparison.Ordinal), Token);
                Assert.True(Refusal(signer) is not null, file);
                await File.WriteAllBytesAsync(file, right, Token);
            }
        }

        Assert.Null(Refusal(signer));
    }

    private JsonlLedger Open() => new(_folder.Path, more: SmallFiles.In);

    private static Task<long> DropAsync(JsonlLedger ledger) => ledger.DropAsync(ledger.Time.Now - TimeSpan.FromHours(4.5));

    private string? Refusal(EcdsaSigner signer)
    {
        try
        {
            JsonlLedgerArchive.Open(_folder.Path, signer);
            return null;
        }
        catch (TenancyConfigurationException exception)
        {
            return exception.Message;
        }
    }

    private static string Stub(string record)
    {
        using var document = System.Text.Json.JsonDocument.Parse(record);
        System.Text.Json.JsonElement root = document.RootElement;
        System.Text.Json.JsonElement body = root.GetProperty("body");
        return $$"""{"dropped":true,"hash":{{root.GetProperty("hash").GetRawText()}},"index":{{root.GetProperty("index").GetRawText()}},"salt":{{root.GetProperty("salt").GetRawText()}},"sequence":{{body.GetProperty("sequence").GetRawText()}},"tenant":{{body.GetProperty("tenant").GetRawText()}}}""";
    }

    // Ten records of acme, an hour apart, the last of them now; and one of globex.
    private static async Task FillAsync(LedgerUnderTest ledger)
    {
        for (int i = 1; i <= 10; i++)
        {
            ledger.Time.Advance(TimeSpan.FromHours(1));
            await ledger.Append($"a{i}");
        }

        await ledger.Append("late", TestWorld.Globex);
    }
}
