using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.Benchmarks.EntityFramework;

/// <summary>The tenant-safe context.</summary>
public sealed class TenantSafeDb(DbContextOptions<TenantSafeDb> options) : DbContext(options)
{
    public DbSet<ReadRow> Rows => Set<ReadRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<ReadRow>(row =>
    {
        row.ToTable("Rows").HasKey(r => new { r.Tenant, r.Id });
        row.Property(r => r.Id).ValueGeneratedNever();
    });
}
