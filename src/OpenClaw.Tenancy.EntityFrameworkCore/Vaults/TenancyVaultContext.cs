using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Vaults;

/// <summary>The tables of secrets.</summary>
/// <remarks>
/// Apart from the library's other tables, so that they may lie in a database of their own. The context is bound to no tenant and
/// internal: no code of a host can query through it. The tenant is first in every key, and in the predicate of every statement.
/// </remarks>
internal sealed class TenancyVaultContext(DbContextOptions<TenancyVaultContext> options) : DbContext(options)
{
    internal const string SecretsTable = "tenancy_secrets";
    internal const string KeysTable = "tenancy_secret_keys";

    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";
    private const int MaxTenant = 63;
    private const int MaxName = 64;
    private const int MaxSeries = 128;

    internal DbSet<SecretRow> Secrets => Set<SecretRow>();

    internal DbSet<SecretKeysRow> Keys => Set<SecretKeysRow>();

    internal bool IsSqlite => Database.ProviderName == Sqlite;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Names are compared and ordered byte by byte, whatever the database's own language is.
        string ordinal = IsSqlite ? "BINARY" : "C";
        modelBuilder.Entity<SecretRow>(row =>
        {
            row.ToTable(SecretsTable);
            row.HasKey(static r => new { r.Tenant, r.Name });
            row.Property(static r => r.Tenant).HasColumnName("tenant_id").HasMaxLength(MaxTenant).UseCollation(ordinal);
            row.Property(static r => r.Name).HasColumnName("name").HasMaxLength(MaxName).UseCollation(ordinal);
            row.Property(static r => r.Series).HasColumnName("series").HasMaxLength(MaxSeries);
            row.Property(static r => r.Revision).HasColumnName("revision");
            row.Property(static r => r.Body).HasColumnName("body");
        });
        modelBuilder.Entity<SecretKeysRow>(row =>
        {
            row.ToTable(KeysTable);
            row.HasKey(static r => r.Tenant);
            row.Property(static r => r.Tenant).HasColumnName("tenant_id").HasMaxLength(MaxTenant).UseCollation(ordinal);
            row.Property(static r => r.Series).HasColumnName("series").HasMaxLength(MaxSeries);
            row.Property(static r => r.Revision).HasColumnName("revision");
            row.Property(static r => r.Body).HasColumnName("body");
        });
    }
}
