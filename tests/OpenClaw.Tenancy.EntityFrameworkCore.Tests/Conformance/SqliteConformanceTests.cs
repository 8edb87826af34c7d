using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks.Conformance;
using OpenClaw.Tenancy.Testing;
using OpenClaw.Tenancy.Testing.Reports;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Conformance;

/// <summary>A store over a tenant-safe context passes the storage conformance kit.</summary>
public sealed class SqliteConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_store_over_a_context_passes_every_check()
    {
        using var engine = new SqliteEngine();
        ConformanceReport report = await TenantStoreConformance.RunAsync(new KeptSubject(engine), cancellationToken: TestContext.Current.CancellationToken);

        output.WriteLine(report.ToString());
        report.ThrowIfAnyFailed();
        Assert.True(report.IsConformant);
        Assert.Equal(0, report.Failed + report.NotRun);
    }
}
