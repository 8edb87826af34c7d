using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>Dropping that ends half way, and dropping by somebody who may not.</summary>
public sealed class LedgerDropTests : IDisposable
{
    private const string Drop = "UPDATE tenancy_ledger_records SET body = NULL WHERE sequence";

    private readonly LedgerDatabase _database = new();
    private readonly FaultyDatabase _faults = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Dropping_that_fails_at_any_point_verifies_and_is_done_by_the_next_run()
    {
        int n = 0;
        do
        {
            using var database = new LedgerDatabase();
            await using (EntityLedger ledger = database.Open(more: o => o.AddInterceptors(_faults.Interceptors)))
            {
                await FillAsync(ledger);
                _faults.FailAt(++n);
                await ledger.DropAsync(ledger.Time.Now).ContinueWith(static _ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
                _faults.Mend();
                ExportVerdict half = await ledger.Verify();
                Assert.True(half.IsWhole, $"{_faults.Where}: {half.Fault}");
            }

            await using EntityLedger next = database.Open();
            Assert.Null(await next.RefusalAsync());
            await next.DropAsync(next.Time.Now);
            ExportVerdict verdict = await next.Verify();
            Assert.True(verdict.IsWhole, verdict.Fault);
            Assert.Equal("10 gone", (await next.Trail())[9]);
        }
        while (_faults.HasFailed);

        Assert.InRange(n, 8, 60);
    }

    [Theory]
    [InlineData($"{Drop} = 6", "no record of the trail says")]
    [InlineData($"{Drop} = 8", "from among records that are there")]
    [InlineData($"{Drop} = 11", "from among records that are there")]
    [InlineData($"{Drop} <= 11", "no record of the trail says")]
    [InlineData("UPDATE tenancy_ledger_records SET body = (SELECT body FROM tenancy_ledger_records WHERE sequence = 7) WHERE sequence = 3", "hash")]
    [InlineData("UPDATE tenancy_ledger_records SET hash = randomblob(32) WHERE sequence = 3", "signed checkpoint")]
    [InlineData("UPDATE tenancy_ledger_records SET salt = randomblob(16) WHERE sequence = 3", "signed checkpoint")]
    [InlineData("DELETE FROM tenancy_ledger_records WHERE sequence <= 5", "missing")]
    public async Task What_was_not_said_to_be_over_is_not_taken_out_unseen(string sql, string finds)
    {
        await using (EntityLedger ledger = _database.Open())
        {
            await FillAsync(ledger);
            Assert.Equal(5, await ledger.DropAsync(ledger.Time.Now - TimeSpan.FromHours(5.5)));
        }

        _database.Sql(sql);
        await using EntityLedger after = _database.Open();
        Assert.Contains(finds, await after.RefusalAsync(), StringComparison.Ordinal);
    }

    // An hour apart, the last of them an hour ago; a checkpoint is kept of each.
    private static async Task FillAsync(EntityLedger ledger)
    {
        for (int i = 1; i <= 10; i++)
        {
            await ledger.Append($"a{i}");
            ledger.Time.Advance(TimeSpan.FromHours(1));
        }
    }
}
