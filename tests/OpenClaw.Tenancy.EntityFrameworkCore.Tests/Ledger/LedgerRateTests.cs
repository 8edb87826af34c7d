using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>Many callers share the commits of SQLite.</summary>
public sealed class LedgerRateTests(ITestOutputHelper output) : IDisposable
{
    private readonly LedgerDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public async Task Many_callers_share_their_commits(string journal)
    {
        _database.Sql($"PRAGMA journal_mode = {journal}");
        var commits = new CommitCount();
        await using EntityLedger ledger = _database.Open(more: o => o.AddInterceptors(commits));
        await LedgerRate.MeasureAsync(ledger, commits, output);
    }
}
