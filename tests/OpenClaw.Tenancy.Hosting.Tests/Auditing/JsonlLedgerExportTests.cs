using System.Text;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>An export, which anybody may have had in hand: whatever was done to it is found, with its record.</summary>
public sealed class JsonlLedgerExportTests(TamperedFiles ledger) : IClassFixture<TamperedFiles>
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    private string[] Lines => Encoding.UTF8.GetString(ledger.Export).TrimEnd('\n').Split('\n');

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Each_flipped_byte_is_found()
    {
        Assert.True((await VerifyAsync(ledger.Export)).IsWhole);
        using var count = new CaseCount("tampering/ledger", "changes of the audit ledger, or of an export, by somebody without its key");
        int step = Long ? 1 : 29;
        for (int at = 0; at < ledger.Export.Length; at += step)
        {
            count.Add();
            byte[] changed = [.. ledger.Export];
            changed[at] ^= (byte)(1 << (at % 7));
            ExportVerdict verdict = await VerifyAsync(changed);
            Assert.True(!verdict.IsWhole && verdict.IsReadable && verdict.Record > 0, $"Byte {at}: {verdict.Fault}");
        }

        count.Held();
    }

    [Fact]
    public async Task Each_fault_is_found_at_its_record()
    {
        string[] lines = Lines;
        int records = lines.Length - 1;
        Assert.Equal(22, records);
        string[] old = Encoding.UTF8.GetString(ledger.OldExport).TrimEnd('\n').Split('\n');
        for (int i = 0; i < records; i++)
        {
            Assert.Equal(i + 1, (await VerifyAsync([.. lines[..i], .. lines[(i + 1)..]])).Record);
            Assert.Equal(i + 2, (await VerifyAsync([.. lines[..i], lines[i], .. lines[i..]])).Record);
            Assert.Equal(i + 1, (await VerifyAsync([.. lines[..i], lines[i].Replace("actor", "actress", StringComparison.Ordinal), .. lines[(i + 1)..]])).Record);
            Assert.Equal(i + 1, (await VerifyAsync([.. lines[..i], " " + lines[i], .. lines[(i + 1)..]])).Record);
            if (i + 1 < records)
            {
                Assert.Equal(i + 1, (await VerifyAsync([.. lines[..i], lines[i + 1], lines[i], .. lines[(i + 2)..]])).Record);
            }

            Assert.False((await VerifyAsync([.. lines[..i], lines[^1]])).IsWhole);
            Assert.False((await VerifyAsync(lines[..(i + 1)])).IsWhole);
        }

        Assert.False((await VerifyAsync([.. lines[..^1], old[^1]])).IsWhole);
        Assert.False((await VerifyAsync([.. old[..^1], lines[^1]])).IsWhole);
        Assert.False((await VerifyAsync([.. lines, ""])).IsWhole);
        Assert.False((await VerifyAsync([.. lines, lines[^1]])).IsWhole);
    }

    [Fact]
    public async Task Older_export_is_found_against_a_kept_checkpoint_alone()
    {
        SignedCheckpoint.TryReadLine(Encoding.UTF8.GetBytes(Lines[^1]), out SignedCheckpoint? kept);
        Assert.True((await VerifyAsync(ledger.OldExport)).IsWhole);
        Assert.False((await VerifyAsync(ledger.OldExport)).CoversTruncation);
        Assert.Equal("the export is older than the kept checkpoint", (await VerifyAsync(ledger.OldExport, kept)).Fault);
        Assert.Equal("the export is older than the kept checkpoint", (await VerifyAsync(ledger.OldExport, ledger.Kept)).Fault);
        Assert.True((await VerifyAsync(ledger.Export, kept)).CoversTruncation);
        Assert.True((await VerifyAsync(ledger.Export, ledger.Kept)).CoversTruncation);
    }

    [Fact]
    public async Task Forged_end_and_other_keys_are_found()
    {
        using EcdsaSigner other = EcdsaSigner.Generate();
        SignedCheckpoint.TryReadLine(Encoding.UTF8.GetBytes(Lines[^1]), out SignedCheckpoint? end);
        SignedCheckpoint forged = await end!.Checkpoint.SignAsync(other, CancellationToken.None);
        var line = new System.Buffers.ArrayBufferWriter<byte>();
        forged.WriteLine(line);

        Assert.Equal("the checkpoint at the end is not signed by this key", (await VerifyAsync([.. Lines[..^1], Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\n')])).Fault);
        using var stream = new MemoryStream(ledger.Export);
        Assert.False((await TrailExportVerifier.VerifyAsync(stream, other.Key, kept: null, CancellationToken.None)).IsWhole);
        Assert.Equal("the kept checkpoint is not signed by this key", (await VerifyAsync(ledger.Export, forged)).Fault);
    }

    [Fact]
    public async Task Record_whose_words_were_taken_out_is_not_one_that_was_dropped()
    {
        string[] lines = Lines;
        using var document = System.Text.Json.JsonDocument.Parse(lines[0]);
        var root = document.RootElement;
        string stub = $$"""{"dropped":true,"hash":{{root.GetProperty("hash").GetRawText()}},"index":{{root.GetProperty("index").GetRawText()}},"proof":{{root.GetProperty("proof").GetRawText()}},"salt":{{root.GetProperty("salt").GetRawText()}},"sequence":1,"tenant":"acme"}""";

        ExportVerdict verdict = await VerifyAsync([stub, .. lines[1..]]);
        Assert.Equal("records were taken out, and no record of the trail says that their time was over", verdict.Fault);
        Assert.Equal(2, (await VerifyAsync([lines[0], stub.Replace("\"sequence\":1", "\"sequence\":2", StringComparison.Ordinal), .. lines[2..]])).Record);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("hello")]
    [InlineData("{}\n[]\n")]
    public async Task What_is_no_export_is_said_to_be_none(string text)
    {
        ExportVerdict verdict = await VerifyAsync(Encoding.UTF8.GetBytes(text));
        Assert.False(verdict.IsReadable || verdict.IsWhole);
    }

    [Fact]
    public void Nothing_of_other_tenants_is_in_it() => Assert.DoesNotContain("globex", Encoding.UTF8.GetString(ledger.Export), StringComparison.Ordinal);

    private Task<ExportVerdict> VerifyAsync(string[] lines) => VerifyAsync(TamperedFiles.Bytes(lines));

    private async Task<ExportVerdict> VerifyAsync(byte[] file, SignedCheckpoint? kept = null)
    {
        using var stream = new MemoryStream(file);
        return await TrailExportVerifier.VerifyAsync(stream, ledger.Key, kept, CancellationToken.None);
    }
}
