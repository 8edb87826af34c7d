using System.Diagnostics;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>Callers at the same time share their trips to the disk: counted, and the times printed.</summary>
public sealed class JsonlLedgerRateTests : IDisposable
{
    private const int Callers = 64;
    private const int Each = 200;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Many_callers_share_their_trips_to_the_disk()
    {
        var disk = new TestDisk();
        int trips = 0;
        disk.Sync = handle => { Interlocked.Increment(ref trips); LastingFiles.FlushFile(handle); };
        using var world = new LedgerWorld(_folder.Path, disk);
        await RunAsync(world, Callers, 20);

        trips = 0;
        double alone = await RunAsync(world, 1, Callers * Each / 8);
        Assert.Equal(Callers * Each / 8, trips);
        trips = 0;
        double together = await RunAsync(world, Callers, Each);
        Assert.InRange(trips, 1, Callers * Each / 8);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"one caller: {alone:n0} records/s; {Callers} callers: {together:n0} records/s, {(double)Callers * Each / trips:n1} records for each trip to the disk");
    }

    private static async Task<double> RunAsync(LedgerWorld world, int callers, int each)
    {
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < each; i++)
            {
                await world.Append("alice");
            }
        }, TestContext.Current.CancellationToken)));
        return callers * each / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
