using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>The ledger in SQLite does what every ledger does.</summary>
public sealed class SqliteLedgerTests : LedgerContract, IDisposable
{
    private readonly LedgerDatabase _database = new();

    public void Dispose() => _database.Dispose();

    protected override LedgerUnderTest Open() => _database.Open();
}
