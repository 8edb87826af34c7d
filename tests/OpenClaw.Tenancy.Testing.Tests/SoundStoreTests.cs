using OpenClaw.Tenancy.Testing.Reports;

namespace OpenClaw.Tenancy.Testing.Tests;

/// <summary>A store that keeps its tenants apart passes everything that it offers.</summary>
public sealed class SoundStoreTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(20260101)]
    public async Task A_sound_store_passes_every_check(long seed)
    {
        ConformanceReport report = await TenantStoreConformance.RunAsync(new MemorySubject(), new ConformanceOptions { Seed = seed });

        output.WriteLine(report.ToString());
        report.ThrowIfAnyFailed();
        Assert.True(report.IsConformant);
        Assert.Equal(0, report.Failed + report.NotRun);
        Assert.Equal(report.Checks.Count, report.Passed + report.NotOffered);
        Assert.All(report.Checks.Where(static c => c.Verdict == ConformanceVerdict.Passed), static c => Assert.NotEqual(0, c.Cases));
    }
}
