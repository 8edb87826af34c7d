using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>The ledger in SQLite drops records as every ledger does.</summary>
public sealed class SqliteLedgerRetentionTests : LedgerRetentionContract, IDisposable
{
    private readonly LedgerDatabase _database = new();

    public void Dispose() => _database.Dispose();

    protected override LedgerUnderTest Open() => _database.Open();
}
