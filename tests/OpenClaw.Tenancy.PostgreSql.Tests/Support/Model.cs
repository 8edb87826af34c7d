using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Support;

public sealed class Note : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public int Id { get; set; }

    public string Body { get; set; } = "";

    public List<Line> Lines { get; set; } = [];
}

/// <summary>A part of a note, in a table of its own.</summary>
public sealed class Line : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public int Id { get; set; }

    public int NoteId { get; set; }

    public string Text { get; set; } = "";
}

/// <summary>Kept in a table of partitions, in another schema, under a name that needs quotes.</summary>
public sealed class Entry : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public int Id { get; set; }
}

public sealed class Country
{
    public int Id { get; set; }

    public string Name { get; set; } = "";
}

public sealed class NotesDb(DbContextOptions<NotesDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    public DbSet<Line> Lines => Set<Line>();

    public DbSet<Entry> Entries => Set<Entry>();

    public DbSet<Country> Countries => Set<Country>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Note>(e =>
        {
            e.ToTable("note").HasKey(x => new { x.Tenant, x.Id });
            e.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
            e.Property(x => x.Body).HasColumnName("body");
            e.HasMany(x => x.Lines).WithOne().HasForeignKey(x => new { x.Tenant, x.NoteId });
        });
        modelBuilder.Entity<Line>(e =>
        {
            e.ToTable("line").HasKey(x => new { x.Tenant, x.Id });
            e.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
            e.Property(x => x.NoteId).HasColumnName("note_id");
            e.Property(x => x.Text).HasColumnName("text");
        });
        modelBuilder.Entity<Entry>(e =>
        {
            e.ToTable("an \"entry\"", "archive").HasKey(x => new { x.Tenant, x.Id });
            e.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        });
        modelBuilder.Entity<Country>().ToTable("country");
    }
}
