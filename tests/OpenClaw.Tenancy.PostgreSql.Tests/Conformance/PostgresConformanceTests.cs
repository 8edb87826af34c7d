using OpenClaw.Tenancy.EntityFrameworkCore.Attacks.Conformance;
using OpenClaw.Tenancy.PostgreSql.Tests.Attacks;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.Testing;
using OpenClaw.Tenancy.Testing.Reports;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Conformance;

/// <summary>A store over a tenant-safe context passes the storage conformance kit, with signed row-level security and without.</summary>
public sealed class PostgresConformanceTests(Cluster cluster, ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_over_a_context_passes_every_check(bool rowSecurity)
    {
        using var engine = new PostgresEngine(cluster.Require(), rowSecurity);
        ConformanceReport report = await TenantStoreConformance.RunAsync(new KeptSubject(engine), cancellationToken: TestContext.Current.CancellationToken);

        output.WriteLine(report.ToString());
        report.ThrowIfAnyFailed();
        Assert.True(report.IsConformant);
        Assert.Equal(0, report.Failed + report.NotRun);
    }
}
