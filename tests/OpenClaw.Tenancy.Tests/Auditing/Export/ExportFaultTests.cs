using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.Tests.Auditing.Export;

/// <summary>What an export lacks is said by its name, and whether it is one at all is said apart from it.</summary>
public sealed class ExportFaultTests : IDisposable
{
    private const string NoEnd = "the checkpoint that it is proved against is missing or damaged at the end of the file";
    private const string Spelled = "it is not spelled as an export is";
    private const int MaxLine = 2 << 20;
    private const int MaxHeld = 64 << 20;

    private readonly CraftedLedger _ledger = CraftedLedger.Of(11);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task Record_without_an_end_is_an_export_that_is_cut()
    {
        ExportVerdict verdict = await VerifyAsync([_ledger.Line(0)]);
        Assert.Equal((true, false, NoEnd, 1L), (verdict.IsReadable, verdict.IsWhole, verdict.Fault, verdict.Record));
    }

    /// <summary>It is looked for a record behind the fault, a thousand lines far.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task Record_behind_something_else_shows_that_it_is_an_export(int lines, bool readable)
    {
        ExportVerdict verdict = await VerifyAsync([.. Enumerable.Repeat("x", lines), _ledger.Line(0)]);
        Assert.Equal((readable, false, Spelled, 1L), (verdict.IsReadable, verdict.IsWhole, verdict.Fault, verdict.Record));
    }

    [Fact]
    public async Task Checkpoint_without_a_trail_ends_no_export()
    {
        ExportVerdict verdict = await VerifyAsync([CraftedLedger.Line(await _ledger.SignAsync(_ledger.At(11)))]);
        Assert.Equal((true, false, "the checkpoint at the end names no trail", 1L), (verdict.IsReadable, verdict.IsWhole, verdict.Fault, verdict.Record));
    }

    [Fact]
    public async Task Signature_of_the_export_is_looked_at_before_the_kept_one()
    {
        using EcdsaSigner other = EcdsaSigner.Generate();
        using var stream = new MemoryStream(HostileExport.Text(await _ledger.ExportAsync(TestWorld.Acme)));
        SignedCheckpoint kept = await _ledger.SignAsync(_ledger.At(11, TestWorld.Acme));

        Assert.Equal("the checkpoint at the end is not signed by this key", (await TrailExportVerifier.VerifyAsync(stream, other.Key, kept, Token)).Fault);
    }

    [Fact]
    public async Task Export_is_read_from_where_the_stream_stands()
    {
        byte[] before = [.. Enumerable.Repeat((byte)'x', 5000), (byte)'\n'];
        using var stream = new MemoryStream([.. before, .. HostileExport.Text(await _ledger.ExportAsync(TestWorld.Acme))]);
        stream.Position = before.Length;

        Assert.True(await TrailExportVerifier.VerifyAsync(stream, _ledger.Key, null, Token) is { IsWhole: true, IsReadable: true, Records: 6, Dropped: 0 });
    }

    [Fact]
    public async Task Records_that_were_dropped_after_their_time_are_counted()
    {
        _ledger.Add(TrailRetention.Envelope(TestWorld.Acme, 2, 2, DateTimeOffset.UnixEpoch));
        string[] whole = await _ledger.ExportAsync(TestWorld.Acme);
        string[] dropped = [Dropped(0), Dropped(2), .. whole[2..]];

        Assert.True(await VerifyAsync(dropped) is { IsWhole: true, IsReadable: true, Records: 7, Dropped: 2 });
        ExportVerdict verdict = await VerifyAsync([.. dropped[..2], Dropped(4), .. whole[3..]]);
        Assert.Equal((false, 3L, "records were taken out, and no record of the trail says that their time was over"), (verdict.IsWhole, verdict.Dropped, verdict.Fault));
    }

    [Theory]
    [InlineData(MaxLine, Spelled)]
    [InlineData(MaxLine + 1, "it is longer than a record can be")]
    public async Task Line_is_as_long_as_it_may_be_and_no_longer(int length, string fault) =>
        Assert.Equal(fault, (await VerifyAsync([new string('a', length), .. await _ledger.ExportAsync(TestWorld.Acme)])).Fault);

    [Fact]
    public async Task Pipe_is_held_as_long_as_it_may_be_and_no_longer()
    {
        ExportVerdict verdict = await TrailExportVerifier.VerifyAsync(new PipedStream(new byte[MaxHeld]), _ledger.Key, null, Token);
        Assert.False(verdict.IsReadable || verdict.IsWhole);

        await Assert.ThrowsAsync<IOException>(() => TrailExportVerifier.VerifyAsync(new PipedStream(new byte[MaxHeld + 1]), _ledger.Key, null, Token));
    }

    /// <summary>A thousand lines are looked at, which together would take 20 MB.</summary>
    [Fact]
    public async Task Long_lines_are_held_one_after_the_other()
    {
        using var endless = new EndlessStream([.. Enumerable.Repeat((byte)'a', 20_000), (byte)'\n'], length: 1L << 40);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ExportVerdict verdict = await TrailExportVerifier.VerifyAsync(endless, _ledger.Key, null, Token);

        Assert.False(verdict.IsReadable || verdict.IsWhole);
        Assert.InRange(endless.Given, 20_000_000, 22_000_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public async Task What_is_missing_is_said_by_its_name()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("export", () => TrailExportVerifier.VerifyAsync(null!, _ledger.Key, null, Token));
        await Assert.ThrowsAsync<ArgumentNullException>("key", () => TrailExportVerifier.VerifyAsync(new MemoryStream(), null!, null, Token));
    }

    private string Dropped(int index) => CraftedLedger.Line(_ledger[index].Drop(), _ledger.Proof(index));

    private Task<ExportVerdict> VerifyAsync(string[] lines) => TrailExportVerifier.VerifyAsync(new MemoryStream(HostileExport.Text(lines)), _ledger.Key, null, Token);
}
