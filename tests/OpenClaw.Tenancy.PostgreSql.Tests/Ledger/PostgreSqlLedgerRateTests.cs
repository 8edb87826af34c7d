using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Ledger;

/// <summary>Many callers share the commits of PostgreSQL.</summary>
public sealed class PostgreSqlLedgerRateTests(Cluster cluster, ITestOutputHelper output) : IDisposable
{
    private readonly LedgerDatabase _database = new(cluster);

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Many_callers_share_their_commits()
    {
        var commits = new CommitCount();
        await using EntityLedger ledger = _database.Open(more: o => o.AddInterceptors(commits));
        await LedgerRate.MeasureAsync(ledger, commits, output);
    }
}
