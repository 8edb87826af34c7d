using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Ledgers;

/// <summary>What every ledger does with records whose time is over: they are gone, and the proof that they were there stays.</summary>
public abstract class LedgerRetentionContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract LedgerUnderTest Open();

    [Fact]
    public async Task Dropped_records_say_nothing_more_and_are_still_proved()
    {
        SignedCheckpoint kept;
        await using (LedgerUnderTest ledger = Open())
        {
            await Fill(ledger);
            kept = (await ledger.Export()).End;
            Assert.Equal(5, await ledger.DropAsync(ledger.Time.Now - TimeSpan.FromHours(4.5)));

            Assert.Equal(["1 gone", "2 gone", "3 gone", "4 gone", "5 gone", "6 a6", "7 a7", "8 a8", "9 a9", "10 a10", "11 retention 5 5"], await ledger.Trail());
            Assert.Equal(["1 late"], await ledger.Trail(TestWorld.Globex));
        }

        await using LedgerUnderTest again = Open();
        ExportVerdict verdict = await again.Verify(kept: kept);
        Assert.True(verdict.IsWhole && verdict.CoversTruncation, verdict.Fault);
        Assert.Equal((11, 5), (verdict.Records, verdict.Dropped));
        Assert.DoesNotContain("\"a3\"", System.Text.Encoding.UTF8.GetString((await again.Export()).File), StringComparison.Ordinal);
        await again.Append("next");
        Assert.Equal("12 next", (await again.Trail())[^1]);
    }

    [Fact]
    public async Task Dropping_goes_on_and_the_latest_word_of_it_is_never_dropped()
    {
        await using LedgerUnderTest ledger = Open();
        await Fill(ledger);
        await ledger.DropAsync(ledger.Time.Now - TimeSpan.FromHours(4.5));
        ledger.Time.Advance(TimeSpan.FromHours(20));
        Assert.Equal(7, await ledger.DropAsync(ledger.Time.Now));

        string[] trail = await ledger.Trail();
        Assert.Equal([.. Enumerable.Range(1, 11).Select(static i => $"{i} gone"), "12 retention 11 6"], trail);
        ExportVerdict verdict = await ledger.Verify();
        Assert.True(verdict.IsWhole, verdict.Fault);
        Assert.Equal((12, 11), (verdict.Records, verdict.Dropped));
    }

    [Fact]
    public async Task Where_nothing_is_old_nothing_is_written()
    {
        await using LedgerUnderTest ledger = Open();
        await Fill(ledger);
        SignedCheckpoint before = await ledger.Trails.CheckpointAsync(Token);

        Assert.Equal(0, await ledger.DropAsync(ledger.Time.Now - TimeSpan.FromDays(1)));
        Assert.Equal(before.Checkpoint.Size, (await ledger.Trails.CheckpointAsync(Token)).Checkpoint.Size);
    }

    [Fact]
    public async Task Record_behind_one_that_is_kept_is_kept()
    {
        await using LedgerUnderTest ledger = Open();
        await ledger.Append("old");
        ledger.Time.Advance(TimeSpan.FromHours(10));
        await ledger.Append("new");
        ledger.Time.Set(TimeSpan.FromHours(-9));
        await ledger.Append("old by its clock");
        ledger.Time.Set(TimeSpan.FromHours(9));

        Assert.Equal(1, await ledger.DropAsync(ledger.Time.Now - TimeSpan.FromHours(4.5)));
        Assert.Equal(["1 gone", "2 new", "3 old by its clock", "4 retention 1 1"], await ledger.Trail());
    }

    // Ten records of acme, an hour apart, the last of them now; and one of globex.
    private static async Task Fill(LedgerUnderTest ledger)
    {
        for (int i = 1; i <= 10; i++)
        {
            ledger.Time.Advance(TimeSpan.FromHours(1));
            await ledger.Append($"a{i}");
        }

        await ledger.Append("late", TestWorld.Globex);
    }
}
