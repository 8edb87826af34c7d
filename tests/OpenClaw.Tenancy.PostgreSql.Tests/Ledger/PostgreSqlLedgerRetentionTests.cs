using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Ledger;

/// <summary>The ledger in PostgreSQL drops records as every ledger does.</summary>
public sealed class PostgreSqlLedgerRetentionTests(Cluster cluster) : LedgerRetentionContract, IDisposable
{
    private readonly LedgerDatabase _database = new(cluster);

    public void Dispose() => _database.Dispose();

    protected override LedgerUnderTest Open() => _database.Open();
}
