using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Vaults;

/// <summary>What every vault does (<see cref="VaultRefusalContract"/>), in SQLite.</summary>
public sealed class SqliteVaultRefusalTests : VaultRefusalContract, IDisposable
{
    private readonly VaultFile _file = new();

    public void Dispose() => _file.Dispose();

    protected override VaultUnderTest Open() => _file.Open();
}
