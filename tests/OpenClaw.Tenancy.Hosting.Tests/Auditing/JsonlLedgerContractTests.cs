using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>The ledger in files does what every ledger does.</summary>
public sealed class JsonlLedgerContractTests : LedgerContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override LedgerUnderTest Open() => new JsonlLedger(_folder.Path);
}
