using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.Benchmarks.EntityFramework;

/// <summary>The context of a host that writes its tenant into each query by hand.</summary>
public sealed class HandWrittenDb(DbContextOptions<HandWrittenDb> options) : DbContext(options)
{
    public DbSet<HandWrittenRow> Rows => Set<HandWrittenRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<HandWrittenRow>(row =>
    {
        row.ToTable("Rows").HasKey(r => new { r.Tenant, r.Id });
        row.Property(r => r.Tenant).HasColumnName("TenantId");
        row.Property(r => r.Id).ValueGeneratedNever();
    });
}
