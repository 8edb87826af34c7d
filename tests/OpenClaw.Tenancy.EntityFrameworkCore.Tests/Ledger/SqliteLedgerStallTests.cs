using Microsoft.Data.Sqlite;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>The ledger in SQLite while somebody else holds the database.</summary>
public sealed class SqliteLedgerStallTests : LedgerStallContract, IDisposable
{
    private readonly LedgerDatabase _database = new();

    public void Dispose() => _database.Dispose();

    protected override LedgerUnderTest Open() => _database.Open(static o => (o.MaxWaiting, o.MaxWaitingPerTrail) = (MaxWaiting, MaxWaitingPerTrail));

    protected override async Task<IAsyncDisposable> StallAsync(LedgerUnderTest ledger)
    {
        // A connection that is disposed of in the middle of a transaction rolls it back.
        var connection = new SqliteConnection(_database.ConnectionString + ";Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        connection.BeginTransaction();
        return connection;
    }
}
