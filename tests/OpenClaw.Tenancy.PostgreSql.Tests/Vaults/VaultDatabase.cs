using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.PostgreSql;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Vaults;

/// <summary>A database of its own whose language does not sort as code points do, and any number of hosts over it, each with connections of its own.</summary>
public sealed class VaultDatabase : IDisposable
{
    private readonly PrivateCluster _server;
    private readonly string _name = "vault" + RandomNumberGenerator.GetHexString(8, lowercase: true);
    private int _hosts;

    public VaultDatabase(Cluster cluster)
    {
        _server = cluster.Require();
        TestDatabase.Run(
            _server.SuperuserConnectionString + ";Pooling=false", $"CREATE DATABASE {_name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");

        // A host says itself at which level it writes.
        TestDatabase.Run(_server.SuperuserConnectionString + ";Pooling=false", $"ALTER DATABASE {_name} SET default_transaction_isolation = 'repeatable read'");
    }

    public string ConnectionString => $"Host={_server.Host};Port={_server.Port};Username=postgres;Database={_name};Maximum Pool Size=8";

    public VaultUnderTest Open() => new Host(this, $"{ConnectionString};Application Name=host{++_hosts}");

    public object? Sql(string text, params (string Name, object Value)[] values)
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        foreach ((string name, object value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.ExecuteScalar();
    }

    public void Dispose() => TestDatabase.Run(_server.SuperuserConnectionString + ";Pooling=false", $"DROP DATABASE {_name} WITH (FORCE)");

    private sealed class Host(VaultDatabase database, string connection) : VaultUnderTest
    {
        private readonly TestWorld _world = new(build: b => b.AddSecretVault(o => o.UseNpgsql(connection), static o => o.CreateTables = true));

        public override ITenantVault Vault => _world.Services.GetRequiredService<ITenantVault>();

        public override Task SpoilSecretAsync(TenantId tenant, string name, string text)
        {
            database.Sql("UPDATE tenancy_secrets SET body = @body WHERE tenant_id = @tenant AND name = @name", ("body", text), ("tenant", tenant.ToString()), ("name", name));
            return Task.CompletedTask;
        }

        public override Task SpoilKeysAsync(TenantId tenant, string text)
        {
            database.Sql("UPDATE tenancy_secret_keys SET body = @body WHERE tenant_id = @tenant", ("body", text), ("tenant", tenant.ToString()));
            return Task.CompletedTask;
        }

        public override Task LoseKeysAsync(TenantId tenant)
        {
            database.Sql("DELETE FROM tenancy_secret_keys WHERE tenant_id = @tenant", ("@tenant", tenant.ToString()));
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            _world.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
