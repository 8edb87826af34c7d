using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Ledger;

/// <summary>The ledger in PostgreSQL while somebody else holds its end.</summary>
public sealed class PostgreSqlLedgerStallTests(Cluster cluster) : LedgerStallContract, IDisposable
{
    private readonly LedgerDatabase _database = new(cluster);

    public void Dispose() => _database.Dispose();

    protected override LedgerUnderTest Open() => _database.Open(static o => (o.MaxWaiting, o.MaxWaitingPerTrail) = (MaxWaiting, MaxWaitingPerTrail));

    protected override async Task<IAsyncDisposable> StallAsync(LedgerUnderTest ledger)
    {
        // A connection that is disposed of in the middle of a transaction rolls it back.
        var connection = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("SELECT 1 FROM tenancy_ledger_head FOR UPDATE", connection);
        await hold.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
