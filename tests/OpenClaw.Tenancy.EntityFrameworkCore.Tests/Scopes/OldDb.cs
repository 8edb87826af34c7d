using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Scopes;

/// <summary>A host's context from before it knew tenants.</summary>
public sealed class OldDb(DbContextOptions<OldDb> options) : DbContext(options)
{
    public DbSet<Item> Items => Set<Item>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Item>(item =>
    {
        item.Property(i => i.Id).ValueGeneratedNever();
        item.Property<TenantId>("Tenant").IsRequired(false);
    });

    public sealed class Item
    {
        public int Id { get; set; }

        public string? Name { get; set; }
    }
}
