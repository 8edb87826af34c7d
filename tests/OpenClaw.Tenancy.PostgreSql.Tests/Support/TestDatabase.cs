using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.PostgreSql;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Support;

/// <summary>A database of its own with an owner's and an application's role of its own, row security on, and 50 rows for each of three tenants.</summary>
public sealed class TestDatabase : IDisposable
{
    public const int Rows = 50;

    private readonly PrivateCluster _server;
    private readonly Action<TenantRowSecurityOptions> _security;

    public TestDatabase(Cluster cluster, Action<TenantRowSecurityOptions>? security = null)
    {
        _server = cluster.Require();
        string mark = RandomNumberGenerator.GetHexString(8, lowercase: true);
        (Name, Owner, App) = ("db" + mark, "owner" + mark, "app" + mark);
        _security = security ?? (o => o.SignedSetting(Key));
        Superuser("postgres", $"CREATE ROLE {Owner} LOGIN; CREATE ROLE {App} LOGIN;");
        Superuser("postgres", $"CREATE DATABASE {Name} OWNER {Owner}");
        Superuser(Name, $"ALTER SCHEMA public OWNER TO {Owner}");
        using NotesDb db = Unbound();
        AsOwner(db.Database.GenerateCreateScript());
        AsOwner(
            """"
            DROP TABLE archive."an ""entry""";
            CREATE TABLE archive."an ""entry""" ("TenantId" varchar(63) NOT NULL, id integer NOT NULL, PRIMARY KEY ("TenantId", id)) PARTITION BY HASH ("TenantId");
            CREATE TABLE archive.entry_0 PARTITION OF archive."an ""entry""" FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE archive.entry_1 PARTITION OF archive."an ""entry""" FOR VALUES WITH (MODULUS 2, REMAINDER 1);
            """");
        AsOwner(
            $""""
            INSERT INTO note ("TenantId", id, body) SELECT t, g, t || ' says ' || g FROM unnest(ARRAY['acme', 'globex', 'initech']) t, generate_series(1, {Rows}) g;
            INSERT INTO line ("TenantId", id, note_id, text) SELECT "TenantId", id, id, body FROM note;
            INSERT INTO archive."an ""entry""" SELECT "TenantId", id FROM note;
            INSERT INTO country ("Id", "Name") OVERRIDING SYSTEM VALUE VALUES (1, 'Iceland');
            """");
        AsOwner(TenantRowSecurity.Script(db));
        AsOwner($"GRANT SELECT ON country TO {App}");
        InstallKeys();
    }

    public static RowSecurityKey Key { get; } = RowSecurityKey.From("k1", RandomNumberGenerator.GetBytes(32));

    public string Name { get; }

    public string Owner { get; }

    public string App { get; }

    public TestWorld World { get; } = new();

    public string AppConnection => Connection(App) + ";Maximum Pool Size=4";

    public string OwnerConnection => Connection(Owner);

    /// <summary>A context that belongs to no tenant.</summary>
    public NotesDb Unbound(string? connection = null, Action<DbContextOptionsBuilder>? more = null, Action<TenantRowSecurityOptions>? security = null)
    {
        var options = new DbContextOptionsBuilder<NotesDb>();
        options.UseNpgsql(connection ?? AppConnection);
        Add(options, security);
        more?.Invoke(options);
        return new NotesDb(options.Options);
    }

    public void Add(DbContextOptionsBuilder options, Action<TenantRowSecurityOptions>? security = null) => options
        .UseTenancy(t => t.SharedAcrossTenants<Country>("reference data"))
        .UseTenantRowSecurity(r => (security ?? _security)(r.AppRole(App)));

    /// <summary>A context of a tenant.</summary>
    public NotesDb Open(TenantId tenant, string? connection = null, Action<DbContextOptionsBuilder>? more = null, Action<TenantRowSecurityOptions>? security = null) =>
        Bound.Bind(World, tenant, Unbound(connection, more, security));

    public NotesDb Acme(string? connection = null) => Open(TestWorld.Acme, connection);

    public void InstallKeys(Action<TenantRowSecurityOptions>? security = null)
    {
        using NotesDb db = Unbound(security: security);
        using var connection = new NpgsqlConnection(OwnerConnection);
        connection.Open();
        if (security is not null || HasKeys(db))
        {
            TenantRowSecurity.InstallKeysAsync(db, connection, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        }
    }

    public void AsOwner(string sql) => Run(OwnerConnection, sql);

    public void AsSuperuser(string sql) => Superuser(Name, sql);

    public object? AsApp(string sql, string? connection = null) => Run(connection ?? AppConnection, sql);

    public async Task<string[]> RulesBroken(string? connection = null, Action<TenantRowSecurityOptions>? security = null)
    {
        await using NotesDb db = Unbound(connection, security: security);
        RowSecurityReport report = await TenantRowSecurity.CheckAsync(db, TestContext.Current.CancellationToken);
        return [.. report.Violations.Select(static v => v.Rule).Distinct().Order(StringComparer.Ordinal)];
    }

    public static object? Run(string connection, string sql)
    {
        using var open = new NpgsqlConnection(connection);
        open.Open();
        using var command = new NpgsqlCommand(sql, open);
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        World.Dispose();
        NpgsqlConnection.ClearAllPools();
        Superuser("postgres", $"DROP DATABASE {Name} WITH (FORCE)");
    }

    private static bool HasKeys(NotesDb db) => TenantRowSecurity.Script(db).Contains("setting_key", StringComparison.Ordinal);

    private string Connection(string role) => $"Host={_server.Host};Port={_server.Port};Username={role};Database={Name}";

    private void Superuser(string database, string sql) => Run($"Host={_server.Host};Port={_server.Port};Username=postgres;Database={database};Pooling=false", sql);
}
