using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks.Conformance;

/// <summary>A host's context as its manual says: keys that begin with the tenant, and nothing more.</summary>
public sealed class KeptDb(DbContextOptions<KeptDb> options) : DbContext(options)
{
    public DbSet<KeptSession> Sessions => Set<KeptSession>();

    public DbSet<KeptRun> Runs => Set<KeptRun>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // By ordinal, so that ranges and pages have one order on every database.
        string ordinal = Database.ProviderName!.EndsWith("PostgreSQL", StringComparison.Ordinal) ? "C" : "BINARY";
        Keep<KeptSession>(modelBuilder, ordinal);
        Keep<KeptRun>(modelBuilder, ordinal);
    }

    private static void Keep<T>(ModelBuilder modelBuilder, string ordinal)
        where T : KeptRow => modelBuilder.Entity<T>(row =>
        {
            row.HasKey(static r => new { r.Tenant, r.Id });
            row.HasIndex(static r => new { r.Tenant, r.Key }).IsUnique();
            row.Property(static r => r.Id).UseCollation(ordinal);
            row.Property(static r => r.Key).UseCollation(ordinal);
        });
}
