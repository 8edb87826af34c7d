using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.Benchmarks.Postgres;

/// <summary>One table, read through the same model with and without row-level security.</summary>
public sealed class PointDb(DbContextOptions<PointDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<PointRow>(e =>
    {
        e.ToTable("point").HasKey(x => new { x.Tenant, x.Id });
        e.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        e.Property(x => x.Body).HasColumnName("body");
    });
}
