using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>A host's context with every way of mapping that an attack could use.</summary>
public sealed class AttackDb(DbContextOptions<AttackDb> options) : DbContext(options)
{
    public DbSet<Post> Posts => Set<Post>();

    public DbSet<Comment> Comments => Set<Comment>();

    public DbSet<Tag> Tags => Set<Tag>();

    public DbSet<Animal> Animals => Set<Animal>();

    public DbSet<Vehicle> Vehicles => Set<Vehicle>();

    public DbSet<Doc> Docs => Set<Doc>();

    public DbSet<Part> Parts => Set<Part>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<Label> Labels => Set<Label>();

    public DbSet<Page> Pages => Set<Page>();

    public DbSet<PageLink> PageLinks => Set<PageLink>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<Country> Countries => Set<Country>();

    public static void Tenancy(TenancyModelOptions options) => options
        .Owned<Note>()
        .Owned<Label>(nameof(Label.TenantId))
        .SharedAcrossTenants<Country>("reference data")
        .RewriteForeignKeys()
        .Except<Animal>("ids of the old schema")
        .Except<Note>("ids of the old schema")
        .Except<Label>("ids of the old schema");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Post>(post =>
        {
            post.HasKey(p => new { p.Tenant, p.Id });
            post.HasQueryFilter("soft", p => !p.Deleted);
            post.OwnsOne(p => p.Address);
            post.OwnsOne(p => p.Meta, meta => meta.ToJson());
            post.OwnsMany(p => p.Lines, line => line.ToTable("Lines"));
            post.HasMany(p => p.Comments).WithOne(c => c.Post).OnDelete(DeleteBehavior.Cascade);
            post.HasMany(p => p.Tags).WithMany(t => t.Posts);
        });
        modelBuilder.Entity<Comment>().HasKey(c => new { c.Tenant, c.Id });
        modelBuilder.Entity<Tag>().HasKey(t => new { t.Tenant, t.Id });
        modelBuilder.Entity<Cat>();
        modelBuilder.Entity<Vehicle>().UseTptMappingStrategy().HasKey(v => new { v.Tenant, v.Id });
        modelBuilder.Entity<Car>().ToTable("Cars");
        modelBuilder.Entity<Doc>().HasKey(d => new { d.Tenant, d.Id });
        modelBuilder.Entity<Part>(part =>
        {
            part.HasKey(p => new { p.Tenant, p.Id });
            part.HasOne(p => p.Doc).WithMany(d => d.Parts).HasForeignKey(p => new { p.Tenant, p.DocId });
        });
        modelBuilder.Entity<Page>(page =>
        {
            page.HasKey(p => new { p.Tenant, p.Id });
            page.HasAlternateKey(p => new { p.Tenant, p.Slug });
        });
        modelBuilder.Entity<PageLink>(link =>
        {
            link.HasKey(l => new { l.Tenant, l.Id });
            link.HasOne(l => l.Page).WithMany().HasForeignKey(l => new { l.Tenant, l.Slug }).HasPrincipalKey(p => new { p.Tenant, p.Slug });
        });
        modelBuilder.Entity<Invoice>(invoice =>
        {
            invoice.HasKey(i => new { i.Tenant, i.Id });
            invoice.ToTable("Invoices");
            invoice.SplitToTable("InvoiceTails", tail => tail.Property(i => i.Tail));
        });
        foreach (IMutableProperty id in modelBuilder.Model.GetEntityTypes().Where(e => !e.IsOwned()).Select(e => e.FindProperty("Id")).OfType<IMutableProperty>())
        {
            id.ValueGenerated = ValueGenerated.Never;
        }
    }

    public sealed class Address
    {
        public string? City { get; set; }

        public string? Zip { get; set; }
    }

    public sealed class Meta
    {
        public string? Note { get; set; }
    }

    public sealed class Line
    {
        public int Id { get; set; }

        public string? Text { get; set; }
    }

    public sealed class Post : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public string? Title { get; set; }

        public bool Deleted { get; set; }

        public Address? Address { get; set; }

        public Meta? Meta { get; set; }

        public List<Line> Lines { get; set; } = [];

        public List<Comment> Comments { get; set; } = [];

        public List<Tag> Tags { get; set; } = [];
    }

    public sealed class Comment : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public int PostId { get; set; }

        public Post? Post { get; set; }

        public string? Body { get; set; }
    }

    public sealed class Tag : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public string? Name { get; set; }

        public List<Post> Posts { get; set; } = [];
    }

    public class Animal : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public string? Name { get; set; }
    }

    public sealed class Cat : Animal
    {
        public int Lives { get; set; }
    }

    public class Vehicle : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public string? Plate { get; set; }
    }

    public sealed class Car : Vehicle
    {
        public int Doors { get; set; }
    }

    public sealed class Doc : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public string? Body { get; set; }

        public List<Part> Parts { get; set; } = [];
    }

    public sealed class Part : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public int DocId { get; set; }

        public Doc? Doc { get; set; }

        public string? Body { get; set; }
    }

    public sealed class Note
    {
        public int Id { get; set; }

        public string? Body { get; set; }
    }

    public sealed class Label
    {
        public string? TenantId { get; set; }

        public int Id { get; set; }

        public string? Name { get; set; }
    }

    public sealed class Page : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public string Slug { get; set; } = "";

        public string? Body { get; set; }
    }

    public sealed class PageLink : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public string Slug { get; set; } = "";

        public Page? Page { get; set; }
    }

    public sealed class Invoice : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public string? Head { get; set; }

        public string? Tail { get; set; }
    }

    public sealed class Country
    {
        public int Id { get; set; }

        public string? Name { get; set; }
    }
}
