using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>Each call to the disk fails once, in a start, an append, a change of files and a removal of old records: what was promised is there, and nothing else is signed.</summary>
public sealed class JsonlLedgerEachCallTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    [InlineData(DiskFault.Once)]
    [InlineData(DiskFault.OnceOddly)]
    [InlineData(DiskFault.Full)]
    [InlineData(DiskFault.Dead)]
    public async Task Call_that_fails_loses_nothing_that_was_promised(DiskFault fault)
    {
        using var count = new CaseCount("faults/ledger-file", "calls to the disk that fail below the audit ledger in files");
        int n = 1;
        int refused = 0;
        FailingDisk disk;
        do
        {
            disk = new FailingDisk(n, fault);
            string folder = Path.Combine(_folder.Path, $"{n}");
            var life = new LedgerLife();
            await life.LiveAsync(folder, disk.Disk, disk.Mend);
            await life.AssertKeptAsync(folder, disk.Where ?? "nothing");

            // Twice, because the first opening may have mended what the second one meets.
            await life.AssertKeptAsync(folder, disk.Where ?? "nothing");
            refused += life.WasRefused ? 1 : 0;
            n++;
        }
        while (disk.Where is not null);

        output.WriteLine($"{n - 2} calls, of which {refused} were told by a refusal");
        Assert.InRange(n, 40, 400);
        count.Add(n - 2);
        count.Held();
    }
}
