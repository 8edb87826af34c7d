using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.PostgreSql;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Usage;

/// <summary>A database of its own whose language does not compare as code points do, and any number of hosts over it.</summary>
public sealed class UsageDatabase : IDisposable
{
    private readonly PrivateCluster _server;
    private readonly string _name = "usage" + RandomNumberGenerator.GetHexString(8, lowercase: true);

    public UsageDatabase(Cluster cluster)
    {
        _server = cluster.Require();
        TestDatabase.Run(
            _server.SuperuserConnectionString + ";Pooling=false", $"CREATE DATABASE {_name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");

        // A host says itself at which level it writes.
        TestDatabase.Run(_server.SuperuserConnectionString + ";Pooling=false", $"ALTER DATABASE {_name} SET default_transaction_isolation = 'repeatable read'");
    }

    public string ConnectionString => $"Host={_server.Host};Port={_server.Port};Username=postgres;Database={_name};Maximum Pool Size=8";

    public TestWorld Open() => new(build: b => b.AddUsageStore(o => o.UseNpgsql(ConnectionString), static o => o.CreateTables = true));

    public List<string> Rows(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString())));
        }

        return rows;
    }

    public void Dispose() => TestDatabase.Run(_server.SuperuserConnectionString + ";Pooling=false", $"DROP DATABASE {_name} WITH (FORCE)");
}
