using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Approvals;

namespace OpenClaw.Tenancy.PostgreSql.Tests.SharedState;

/// <summary>Approvals in PostgreSQL, shared by hosts: the first answer wins, and each use is counted once.</summary>
public sealed class PostgreSqlApprovalTests(Cluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task First_answer_wins() => OverAsync(static hosts => ApprovalStoreChecks.FirstAnswerWinsAsync(hosts, Token));

    [Fact]
    public Task Use_is_granted_once() => OverAsync(static hosts => ApprovalStoreChecks.UsesAreCountedAsync(hosts, "allow-once", 1, Token));

    [Fact]
    public Task Uses_are_counted() => OverAsync(static hosts => ApprovalStoreChecks.UsesAreCountedAsync(hosts, "allow-always", 64, Token));

    [Fact]
    public Task Records_come_back() => OverAsync(static hosts => ApprovalStoreChecks.RecordsComeBackAsync(hosts[0], hosts[1], Token));

    [Fact]
    public Task Refused_change_leaves_nothing() => OverAsync(static hosts => ApprovalStoreChecks.RefusedChangeLeavesNothingAsync(hosts[0], Token));

    private async Task OverAsync(Func<IReadOnlyList<ApprovalHost>, Task> check)
    {
        using var database = new TestDatabase(cluster);
        using EcdsaSigner signer = EcdsaSigner.Generate();
        var time = new ManualTime();
        ApprovalHost[] hosts = [.. Enumerable.Range(0, 2).Select(_ => new ApprovalHost(time, signer, b =>
        {
            b.Services.AddLogging();
            b.AddPostgreSqlStores(database.OwnerConnection + ";Maximum Pool Size=12", static o => o.CreateTables = true);
        }))];
        try
        {
            await check(hosts);
        }
        finally
        {
            Array.ForEach(hosts, static h => h.Dispose());
        }
    }
}
