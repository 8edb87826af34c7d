using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Ledger;

/// <summary>Two processes at a time append to one ledger in PostgreSQL and are killed: nothing that was acknowledged is lost.</summary>
public sealed class PostgreSqlLedgerKillTests(Cluster cluster, ITestOutputHelper output) : IDisposable
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 30 : 3;

    private readonly LedgerDatabase _database = new(cluster);
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("ledger-").FullName;

    public void Dispose()
    {
        _database.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Killed_processes_lose_nothing_that_was_acknowledged()
    {
        TenantId[] tenants = [TestWorld.Acme, TestWorld.Globex, TenantId.Platform];
        string keyFile = Path.Combine(_folder, "key.pem");
        using var count = new CaseCount("kills/ledger", "processes that were killed while they wrote the audit ledger");
        count.Add(2 * Rounds);
        var acknowledged = new List<string>();
        for (int round = 0; round < Rounds; round++)
        {
            IReadOnlyList<string>[] told = await Task.WhenAll(Enumerable.Range(0, 2).Select(n => Task.Run(
                () => LedgerProcess.RunUntilKilled("postgres", _database.ConnectionString, keyFile, $"k{round}.{n}", 1 + (((2 * round) + n) * 37 % 150)),
                TestContext.Current.CancellationToken)));
            acknowledged.AddRange(told.SelectMany(static t => t));
        }

        using var signer = EcdsaSigner.FromPem(await File.ReadAllTextAsync(keyFile, TestContext.Current.CancellationToken));
        await using EntityLedger ledger = _database.Open(signer: signer);
        Assert.Null(await ledger.RefusalAsync());
        string[] there = [.. (await Task.WhenAll(tenants.Select(t => ledger.Records(t)))).SelectMany(static r => r).Select(static r => r.Envelope.Actor!)];
        Assert.Empty(acknowledged.Except(there));
        Assert.Equal(there.Length, there.Distinct().Count());
        Assert.All(await Task.WhenAll(tenants.Select(t => ledger.Verify(t))), static verdict => Assert.True(verdict.IsWhole, verdict.Fault));
        count.Held();
        output.WriteLine($"{2 * Rounds} kills, {acknowledged.Count} records acknowledged, {there.Length} there, none lost");
    }
}
