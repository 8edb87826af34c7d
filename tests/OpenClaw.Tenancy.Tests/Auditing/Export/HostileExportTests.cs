using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.Tests.Auditing.Export;

/// <summary>Exports that a tenant crafted: each is found at its record, and none is held whole in memory.</summary>
public sealed class HostileExportTests : IDisposable
{
    private readonly CraftedLedger _ledger = CraftedLedger.Of(11);
    private readonly CraftedLedger _other = CraftedLedger.Of(11, "mallory");

    public void Dispose()
    {
        _ledger.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Each_is_found_at_its_record()
    {
        byte[] whole = HostileExport.Text(await _ledger.ExportAsync(TestWorld.Acme));
        IReadOnlyList<HostileExport> hostile = await HostileExport.AllAsync(_ledger, _other);

        Assert.True((await VerifyAsync(new MemoryStream(whole))).IsWhole);
        Assert.True(hostile.Count > 80);
        var wrong = new List<string>();
        foreach (HostileExport export in hostile)
        {
            // What is no seekable file is judged the same.
            foreach (Stream stream in new Stream[] { new MemoryStream(export.Bytes), new PipedStream(export.Bytes) })
            {
                ExportVerdict verdict = await VerifyAsync(stream);
                if (whole.AsSpan().SequenceEqual(export.Bytes) || verdict.IsWhole || verdict.CoversTruncation || verdict.IsReadable == (export.Record == 0)
                    || (export.Record != 0 && verdict.Record != export.Record) || (export.Fault ?? verdict.Fault) != verdict.Fault)
                {
                    wrong.Add($"{export.Name}: readable {verdict.IsReadable}, record {verdict.Record}, {verdict.Fault}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task No_word_of_an_export_stands_in_what_is_said_of_it()
    {
        string[] lines = await _ledger.ExportAsync(TestWorld.Acme);
        foreach (string line in new[] { "\u001b[2Jmallory", lines[0].Replace("alice", "mallory", StringComparison.Ordinal), "{\"mallory\":1}" })
        {
            ExportVerdict verdict = await VerifyAsync(new MemoryStream(HostileExport.Text([line, .. lines])));
            Assert.DoesNotContain("mallory", verdict.Fault, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\n")]
    [InlineData("{\"body\":{}}\n")]
    public async Task Endless_export_ends_soon_and_takes_no_memory(string repeated)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var endless = new EndlessStream(System.Text.Encoding.UTF8.GetBytes(repeated), length: 1L << 40);
        ExportVerdict verdict = await VerifyAsync(endless);

        Assert.False(verdict.IsReadable || verdict.IsWhole);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        Assert.InRange(endless.Given, 0, 32 << 20);
    }

    [Fact]
    public async Task Endless_pipe_is_refused_before_it_fills_the_memory()
    {
        using var endless = new EndlessStream("a"u8.ToArray(), length: null);
        await Assert.ThrowsAsync<IOException>(() => VerifyAsync(endless));
        Assert.InRange(endless.Given, 0, (64 << 20) + (1 << 20));
    }

    private Task<ExportVerdict> VerifyAsync(Stream stream) => TrailExportVerifier.VerifyAsync(stream, _ledger.Key, kept: null, TestContext.Current.CancellationToken);
}
