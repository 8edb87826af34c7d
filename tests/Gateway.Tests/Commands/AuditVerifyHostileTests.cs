using Gateway.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace Gateway.Tests.Commands;

/// <summary>What <c>audit verify</c> says of exports that a tenant crafted, and how it exits.</summary>
public sealed class AuditVerifyHostileTests : IDisposable
{
    private readonly CraftedLedger _ledger = CraftedLedger.Of(11);
    private readonly CraftedLedger _other = CraftedLedger.Of(11, "mallory");
    private readonly TemporaryFolder _out = new();

    public AuditVerifyHostileTests()
    {
        Directory.CreateDirectory(_out.Path);
        File.WriteAllText(Key, _ledger.Key.ToPem());
    }

    private string Key => Path.Combine(_out.Path, "key.pem");

    private string Export => Path.Combine(_out.Path, "acme.jsonl");

    public void Dispose()
    {
        _ledger.Dispose();
        _other.Dispose();
        _out.Dispose();
    }

    [Fact]
    public async Task Tampered_exits_with_1_and_names_the_record_and_unreadable_with_2()
    {
        Assert.Equal(0, (await VerifyAsync(HostileExport.Text(await _ledger.ExportAsync(TestWorld.Acme)))).Exit);
        foreach (HostileExport export in await HostileExport.AllAsync(_ledger, _other))
        {
            Ran ran = await VerifyAsync(export.Bytes);
            if (export.Record == 0)
            {
                Assert.Equal((export.Name, 2, string.Empty, $"'{Export}' is no export of a trail.\n"), (export.Name, ran.Exit, ran.Output, ran.Error.ReplaceLineEndings("\n")));
                continue;
            }

            Assert.Equal((export.Name, 1, string.Empty), (export.Name, ran.Exit, ran.Error));
            Assert.StartsWith($"record {export.Record}: {export.Fault}", ran.Output, StringComparison.Ordinal);
            Assert.Single(ran.Output.TrimEnd().Split('\n'));
        }
    }

    [Fact]
    public async Task Kept_checkpoint_that_does_not_fit_exits_with_1_and_what_is_none_with_2()
    {
        byte[] whole = HostileExport.Text(await _ledger.ExportAsync(TestWorld.Acme));
        string kept = Path.Combine(_out.Path, "kept");
        await File.WriteAllTextAsync(kept, (await _ledger.SignAsync(_ledger.At(7, TestWorld.Acme))).ToString(), TestContext.Current.CancellationToken);
        Assert.Contains("truncation is covered", (await VerifyAsync(whole, "--checkpoint", kept)).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(kept, (await _other.SignAsync(_ledger.At(7, TestWorld.Acme))).ToString(), TestContext.Current.CancellationToken);
        Assert.Equal((1, "record 7: the kept checkpoint is not signed by this key"), Said(await VerifyAsync(whole, "--checkpoint", kept)));
        await File.WriteAllTextAsync(kept, (await _ledger.SignAsync(_ledger.At(7, TestWorld.Globex))).ToString(), TestContext.Current.CancellationToken);
        Assert.Equal((1, "record 7: the kept checkpoint names another trail"), Said(await VerifyAsync(whole, "--checkpoint", kept)));
        foreach (string none in new[] { string.Empty, "\n", "checkpoint", "{\"checkpoint\":1}", "{\"checkpoint\":\"\\ud800\"}", new string('[', 100_000) })
        {
            await File.WriteAllTextAsync(kept, none, TestContext.Current.CancellationToken);
            Ran ran = await VerifyAsync(whole, "--checkpoint", kept);
            Assert.Equal((2, string.Empty), (ran.Exit, ran.Output));
            Assert.Equal($"'{kept}' is no checkpoint.", ran.Error.Trim());
        }
    }

    private static (int, string) Said(Ran ran) => (ran.Exit, ran.Output.Trim());

    private async Task<Ran> VerifyAsync(byte[] export, params string[] more)
    {
        await File.WriteAllBytesAsync(Export, export, TestContext.Current.CancellationToken);
        return await Ran.InDevelopmentAsync(["audit", "verify", Export, "--key", Key, .. more]);
    }
}
