using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Vaults;

/// <summary>What every vault does (<see cref="SecretEndContract"/>), in PostgreSQL.</summary>
public sealed class PostgreSqlVaultEndTests(Cluster cluster) : SecretEndContract, IDisposable
{
    private readonly VaultDatabase _database = new(cluster);

    public void Dispose() => _database.Dispose();

    protected override VaultUnderTest Open() => _database.Open();
}
