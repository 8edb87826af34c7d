using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Swaps;

/// <summary>Rows of SQLite: the columns say what the text says, but for where the row stands.</summary>
internal sealed class SqliteStage : Stage
{
    private readonly string _folder;
    private readonly TestWorld _database;
    private readonly SqliteConnection _connection;

    public SqliteStage()
        : this(Scratch.NewFolder("rows-"))
    {
    }

    private SqliteStage(string folder)
        : this(folder, new TestWorld(build: b => b.AddSecretVault(o => o.UseSqlite(Connection(folder)), static o => o.CreateTables = true)))
    {
    }

    private SqliteStage(string folder, TestWorld database)
        : base(database.Services.GetRequiredService<ITenantVault>())
    {
        (_folder, _database, _connection) = (folder, database, new SqliteConnection(Connection(folder)));
        _connection.Open();
        Sql("PRAGMA synchronous = OFF");
    }

    public override void Store(TenantId tenant, string name, StoredSecret secret) => Sql(
        "UPDATE tenancy_secrets SET series = $series, revision = $revision, body = $body WHERE tenant_id = $tenant AND name = $name",
        ("$series", secret.Series), ("$revision", secret.Revision), ("$body", VaultText.Write(secret)), ("$tenant", tenant.ToString()), ("$name", name));

    public override void Store(TenantId tenant, StoredDataKeys keys) => Sql(
        "UPDATE tenancy_secret_keys SET series = $series, revision = $revision, body = $body WHERE tenant_id = $tenant",
        ("$series", keys.Series), ("$revision", keys.Revision), ("$body", VaultText.Write(keys)), ("$tenant", tenant.ToString()));

    public void Sql(string text, params (string Name, object Value)[] values)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    public override void Dispose()
    {
        base.Dispose();
        _connection.Dispose();
        _database.Dispose();
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private static string Connection(string folder) => $"Data Source={Path.Combine(folder, "vault.db")}";
}
