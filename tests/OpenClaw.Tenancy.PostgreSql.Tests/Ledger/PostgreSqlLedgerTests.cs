using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Ledger;

/// <summary>The ledger in PostgreSQL does what every ledger does.</summary>
public sealed class PostgreSqlLedgerTests(Cluster cluster) : LedgerContract, IDisposable
{
    private readonly LedgerDatabase _database = new(cluster);

    public void Dispose() => _database.Dispose();

    protected override LedgerUnderTest Open() => _database.Open();
}
