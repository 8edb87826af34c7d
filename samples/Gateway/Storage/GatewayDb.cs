using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>What the gateway keeps, in SQLite or PostgreSQL. Every key begins with the tenant; the library refuses the start otherwise.</summary>
public sealed class GatewayDb : DbContext
{
    private const int MaxId = 128;

    public GatewayDb(DbContextOptions<GatewayDb> options)
        : base(options)
    {
        // A transaction here is done whole or not at all; nothing goes back to a savepoint.
        Database.AutoSavepointsEnabled = false;
    }

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<MessageRow> Messages => Set<MessageRow>();

    public DbSet<RunRow> Runs => Set<RunRow>();

    public DbSet<RunEventRow> RunEvents => Set<RunEventRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<RunStatus>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SessionRow>(session =>
        {
            session.ToTable("gateway_sessions").HasKey(static s => new { s.Tenant, s.Id });
            session.Property(static s => s.Id).HasMaxLength(MaxId);
            session.HasIndex(static s => new { s.Tenant, s.Sequence }).IsUnique();
        });
        modelBuilder.Entity<MessageRow>(message =>
        {
            message.ToTable("gateway_messages").HasKey(static m => new { m.Tenant, m.SessionId, m.Number });
            message.HasOne<SessionRow>().WithMany().HasForeignKey(static m => new { m.Tenant, m.SessionId }).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<RunRow>(run =>
        {
            run.ToTable("gateway_runs").HasKey(static r => new { r.Tenant, r.Id });
            run.Property(static r => r.Id).HasMaxLength(MaxId);
            run.HasOne<SessionRow>().WithMany().HasForeignKey(static r => new { r.Tenant, r.SessionId }).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<RunEventRow>(happened =>
        {
            happened.ToTable("gateway_run_events").HasKey(static e => new { e.Tenant, e.RunId, e.Number });
            happened.HasOne<RunRow>().WithMany().HasForeignKey(static e => new { e.Tenant, e.RunId }).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
