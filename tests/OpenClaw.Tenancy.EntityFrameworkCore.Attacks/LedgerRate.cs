using System.Diagnostics;
using OpenClaw.Tenancy.TestKit.Ledgers;
using Xunit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>Callers at the same time share their transactions: counted, and the times printed.</summary>
public static class LedgerRate
{
    private const int Callers = 64;
    private const int Each = 50;

    public static async Task MeasureAsync(LedgerUnderTest ledger, CommitCount commits, ITestOutputHelper output)
    {
        await RunAsync(ledger, Callers, 10);
        commits.Take();
        double alone = await RunAsync(ledger, 1, Each * 4);
        Assert.Equal(Each * 4, commits.Take());
        double together = await RunAsync(ledger, Callers, Each);
        int shared = commits.Take();
        Assert.InRange(shared, 1, Callers * Each / 8);
        output.WriteLine($"one caller: {alone:n0} records/s; {Callers} callers: {together:n0} records/s, {(double)Callers * Each / shared:n1} records for each commit");
    }

    private static async Task<double> RunAsync(LedgerUnderTest ledger, int callers, int each)
    {
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < each; i++)
            {
                await ledger.Append("alice");
            }
        })));
        return callers * each / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
