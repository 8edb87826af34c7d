using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.PostgreSql;
using OpenClaw.Tenancy.Resources;

namespace Docs.Snippets.HowTo;

public sealed class Draft : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public int Id { get; set; }
}

public sealed class DraftsDb(DbContextOptions<DraftsDb> options) : DbContext(options)
{
    public DbSet<Draft> Drafts => Set<Draft>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Draft>().HasKey(d => new { d.Tenant, d.Id });
}

public static class UsePostgreSql
{
    public static void Register(TenancyBuilder tenancy, string connectionString, RowSecurityKey key)
    {
        // <snippet name="postgresql-register">
        tenancy.AddTenantDbContext<DraftsDb>(o => o
                .UseNpgsql(connectionString)                                        // logs in as "app"
                .UseTenantRowSecurity(r => r.AppRole("app").SignedSetting(key)))
            .AddRowSecurityCheck<DraftsDb>();
        // </snippet>
    }

    public static void Key(IConfiguration configuration)
    {
        // <snippet name="postgresql-key">
        RowSecurityKey key = RowSecurityKey.From("k1", Convert.FromBase64String(configuration["RowSecurityKey"]!));
        // </snippet>
    }

    // <snippet name="postgresql-deploy">
    public static async Task DeployAsync(DraftsDb db, NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        await using var script = new NpgsqlCommand(TenantRowSecurity.Script(db), owner);
        await script.ExecuteNonQueryAsync(cancellationToken);
        await TenantRowSecurity.InstallKeysAsync(db, owner, cancellationToken);
    }
    // </snippet>

    // <snippet name="postgresql-check">
    public static async Task<bool> IsSoundAsync(DraftsDb db, CancellationToken cancellationToken)
    {
        RowSecurityReport report = await TenantRowSecurity.CheckAsync(db, cancellationToken);
        foreach (RowSecurityViolation violation in report.Violations)
        {
            Console.WriteLine(violation);                                           // rule: subject: what is wrong, and the fix
        }

        return report.IsSound;
    }
    // </snippet>

    public static void Pooler(TenantRowSecurityOptions r, RowSecurityKey key)
    {
        // <snippet name="postgresql-pooler">
        r.AppRole("app").SignedSetting(key).BindToExpiry(TimeSpan.FromSeconds(30));
        // </snippet>
    }

    public static void Rotate(TenantRowSecurityOptions r, RowSecurityKey next, RowSecurityKey previous)
    {
        // <snippet name="postgresql-rotate">
        r.AppRole("app").SignedSetting(next, previous);
        // </snippet>
    }
}
