using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.EntityFrameworkCore;
using OpenClaw.Tenancy.PostgreSql;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.PostgreSql;

namespace OpenClaw.Tenancy.Benchmarks.Postgres;

/// <summary>A database of 100,000 rows of 100 tenants on a server of its own, with one kind of row-level security or none.</summary>
internal sealed class PostgresWorld : IDisposable
{
    private const string Role = "app";

    private readonly PrivateCluster _server;
    private readonly TestWorld _tenancy = new();
    private readonly IServiceScope _scope;
    private readonly DbContextOptions<PointDb> _options;
    private int _next;

    public PostgresWorld(PrivateCluster server, string database, Action<TenantRowSecurityOptions>? security)
    {
        _server = server;
        _scope = _tenancy.Services.CreateScope();
        _scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(_tenancy.Claim(TestWorld.Acme, "operator.read"), null, null);
        var options = new DbContextOptionsBuilder<PointDb>();
        options.UseNpgsql(Connection(Role, database) + ";Max Auto Prepare=20;Auto Prepare Min Usages=2").UseTenancy();
        if (security is not null)
        {
            options.UseTenantRowSecurity(r => security(r.AppRole(Role)));
        }

        _options = options.Options;
        Run("postgres", $"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Role}') THEN CREATE ROLE {Role} LOGIN; END IF; END $$");
        Run("postgres", $"CREATE DATABASE {database}");
        Fill(database, security is not null);
    }

    /// <summary>Reads one row by its key, in a context of its own.</summary>
    public bool Read()
    {
        using PointDb db = Open();
        int id = _next++ % 1000;
        return db.Set<PointRow>().AsNoTracking().First(r => r.Id == id).Id == id;
    }

    public void Dispose()
    {
        _scope.Dispose();
        _tenancy.Dispose();
    }

    private PointDb Open() => new PointDb(_options).BindTo(_scope.ServiceProvider.GetRequiredService<TenantContext>());

    private void Fill(string database, bool secured)
    {
        using PointDb db = Open();
        Run(database, db.Database.GenerateCreateScript());
        Run(database, "INSERT INTO point (\"TenantId\", id, body) SELECT CASE g % 100 WHEN 0 THEN 'acme' ELSE 't' || g % 100 END, g / 100, repeat('x', 60) FROM generate_series(0, 99999) g");
        Run(database, secured ? TenantRowSecurity.Script(db) : $"GRANT SELECT ON point TO {Role}");
        Run(database, "VACUUM ANALYZE point");
        if (secured && TenantRowSecurity.Script(db).Contains("CREATE SCHEMA", StringComparison.Ordinal))
        {
            using var owner = new NpgsqlConnection(Connection("postgres", database));
            owner.Open();
            TenantRowSecurity.InstallKeysAsync(db, owner).GetAwaiter().GetResult();
        }
    }

    private string Connection(string role, string database) => $"Host={_server.Host};Port={_server.Port};Username={role};Database={database};Maximum Pool Size=2";

    private void Run(string database, string sql)
    {
        using var connection = new NpgsqlConnection(Connection("postgres", database) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
