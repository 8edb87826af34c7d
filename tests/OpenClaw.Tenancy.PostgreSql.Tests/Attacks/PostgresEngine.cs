using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit.PostgreSql;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Attacks;

/// <summary>The attacked host on PostgreSQL, with row-level security or without.</summary>
public sealed class PostgresEngine : AttackEngine, IDisposable
{
    private static readonly RowSecurityKey Key = RowSecurityKey.From("k1", RandomNumberGenerator.GetBytes(32));

    private readonly string _server;
    private readonly string _mark = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private readonly bool _rowSecurity;

    public PostgresEngine(PrivateCluster server, bool rowSecurity)
    {
        _server = $"Host={server.Host};Port={server.Port}";
        _rowSecurity = rowSecurity;
        TestDatabase.Run(As("postgres", "postgres"), $"CREATE ROLE owner{_mark} LOGIN; CREATE ROLE app{_mark} LOGIN;");
        TestDatabase.Run(As("postgres", "postgres"), $"CREATE DATABASE attack{_mark} OWNER owner{_mark}");
        TestDatabase.Run(As("postgres"), $"ALTER SCHEMA public OWNER TO owner{_mark}");
    }

    public override void Configure(DbContextOptionsBuilder options)
    {
        options.UseNpgsql(As($"app{_mark}") + ";Maximum Pool Size=2");
        if (_rowSecurity)
        {
            options.UseTenantRowSecurity(r => r.AppRole($"app{_mark}").SignedSetting(Key));
        }
    }

    public override void MakeTables(DbContext db)
    {
        string owner = As($"owner{_mark}");
        TestDatabase.Run(owner, db.Database.GenerateCreateScript());
        TestDatabase.Run(owner, $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app{_mark}");
        if (_rowSecurity)
        {
            TestDatabase.Run(owner, TenantRowSecurity.Script(db));
            using var connection = new NpgsqlConnection(owner);
            connection.Open();
            TenantRowSecurity.InstallKeysAsync(db, connection).GetAwaiter().GetResult();
        }
    }

    public override void Clear() => TestDatabase.Run(As("postgres"), $"TRUNCATE {string.Join(", ", AttackWorld.Tables.Select(Quoted))}");

    public override DbConnection OpenAll()
    {
        var connection = new NpgsqlConnection(As("postgres"));
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        TestDatabase.Run(As("postgres", "postgres") + ";Pooling=false", $"DROP DATABASE attack{_mark} WITH (FORCE)");
    }

    private string As(string role, string? database = null) => $"{_server};Username={role};Database={database ?? "attack" + _mark}";
}
