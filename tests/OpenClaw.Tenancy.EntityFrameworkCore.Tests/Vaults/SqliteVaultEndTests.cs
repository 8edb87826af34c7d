using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Vaults;

/// <summary>What every vault does (<see cref="SecretEndContract"/>), in SQLite.</summary>
public sealed class SqliteVaultEndTests : SecretEndContract, IDisposable
{
    private readonly VaultFile _file = new();

    public void Dispose() => _file.Dispose();

    protected override VaultUnderTest Open() => _file.Open();
}
