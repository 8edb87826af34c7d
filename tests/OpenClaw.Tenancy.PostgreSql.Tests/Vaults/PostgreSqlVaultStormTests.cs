using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Vaults;

/// <summary>What every vault does (<see cref="SecretStormContract"/>), in PostgreSQL.</summary>
public sealed class PostgreSqlVaultStormTests(Cluster cluster) : SecretStormContract, IDisposable
{
    private readonly VaultDatabase _database = new(cluster);

    protected override int Readers => 32;

    public void Dispose() => _database.Dispose();

    protected override VaultUnderTest Open() => _database.Open();
}
