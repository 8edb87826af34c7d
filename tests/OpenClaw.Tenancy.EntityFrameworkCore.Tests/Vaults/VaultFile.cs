using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Vaults;

/// <summary>One SQLite file, and any number of hosts over it.</summary>
public sealed class VaultFile : IDisposable
{
    public string Folder { get; } = Scratch.NewFolder("vault-");

    public string ConnectionString => $"Data Source={Path.Combine(Folder, "vault.db")}";

    public VaultUnderTest Open(Action<DbContextOptionsBuilder>? more = null) => new Host(this, more);

    public void Sql(string text, params (string Name, object Value)[] values)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(Folder, recursive: true);
    }

    private sealed class Host(VaultFile file, Action<DbContextOptionsBuilder>? more) : VaultUnderTest
    {
        private readonly TestWorld _world = new(build: b => b.AddSecretVault(
            o =>
            {
                o.UseSqlite(file.ConnectionString);
                more?.Invoke(o);
            },
            static o => o.CreateTables = true));

        public override ITenantVault Vault => _world.Services.GetRequiredService<ITenantVault>();

        public override Task SpoilSecretAsync(TenantId tenant, string name, string text)
        {
            file.Sql("UPDATE tenancy_secrets SET body = $body WHERE tenant_id = $tenant AND name = $name", ("$body", text), ("$tenant", tenant.ToString()), ("$name", name));
            return Task.CompletedTask;
        }

        public override Task SpoilKeysAsync(TenantId tenant, string text)
        {
            file.Sql("UPDATE tenancy_secret_keys SET body = $body WHERE tenant_id = $tenant", ("$body", text), ("$tenant", tenant.ToString()));
            return Task.CompletedTask;
        }

        public override Task LoseKeysAsync(TenantId tenant)
        {
            file.Sql("DELETE FROM tenancy_secret_keys WHERE tenant_id = $tenant", ("$tenant", tenant.ToString()));
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            _world.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
