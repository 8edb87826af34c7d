using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>Processes that are killed while they append to a ledger in SQLite: nothing that was acknowledged is lost.</summary>
public sealed class LedgerKillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 60 : 6;

    private readonly LedgerDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Killed_process_loses_nothing_that_was_acknowledged()
    {
        string keyFile = _database.File + ".pem";
        using var count = new CaseCount("kills/ledger", "processes that were killed while they wrote the audit ledger");
        count.Add(Kills);
        var acknowledged = new List<string>();
        for (int kill = 0; kill < Kills; kill++)
        {
            acknowledged.AddRange(LedgerProcess.RunUntilKilled("sqlite", _database.ConnectionString, keyFile, $"k{kill}", 1 + (kill * 37 % 150)));
        }

        using var signer = EcdsaSigner.FromPem(await File.ReadAllTextAsync(keyFile, TestContext.Current.CancellationToken));
        await using EntityLedger ledger = _database.Open(signer: signer);
        Assert.Null(await ledger.RefusalAsync());
        string[] there = [.. (await Task.WhenAll(TamperedLedger.Tenants.Select(t => ledger.Records(t)))).SelectMany(static r => r).Select(static r => r.Envelope.Actor!)];
        Assert.Empty(acknowledged.Except(there));
        Assert.Equal(there.Length, there.Distinct().Count());
        Assert.All(await Task.WhenAll(TamperedLedger.Tenants.Select(t => ledger.Verify(t))), static verdict => Assert.True(verdict.IsWhole, verdict.Fault));
        count.Held();
        output.WriteLine($"{Kills} kills, {acknowledged.Count} records acknowledged, {there.Length} there, none lost");
    }
}
