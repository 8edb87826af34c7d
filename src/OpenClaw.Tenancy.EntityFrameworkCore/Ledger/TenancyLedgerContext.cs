using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>The tables of the audit ledger.</summary>
/// <remarks>
/// They are the platform's and written over all tenants, so the context is bound to none and does without <c>UseTenancy</c>. It is
/// internal: no code of a host can query through it. The tenant is first in every key nevertheless.
/// </remarks>
internal sealed class TenancyLedgerContext(DbContextOptions<TenancyLedgerContext> options) : DbContext(options)
{
    internal const string Head = "tenancy_ledger_head";

    internal DbSet<HeadRow> Heads => Set<HeadRow>();

    internal DbSet<RecordRow> Records => Set<RecordRow>();

    internal DbSet<CheckpointRow> Checkpoints => Set<CheckpointRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<HeadRow>(static head =>
        {
            head.ToTable(Head);
            head.HasKey(static h => h.Tenant);
            head.Property(static h => h.Tenant).HasColumnName("tenant_id").HasMaxLength(63);
            head.Property(static h => h.Checkpoint).HasColumnName("checkpoint");
        });
        modelBuilder.Entity<RecordRow>(static record =>
        {
            record.ToTable("tenancy_ledger_records");
            record.HasKey(static r => new { r.Tenant, r.Sequence });
            record.Property(static r => r.Tenant).HasColumnName("tenant_id").HasMaxLength(63);
            record.Property(static r => r.Sequence).HasColumnName("sequence").ValueGeneratedNever();
            record.Property(static r => r.Index).HasColumnName("ledger_index");
            record.Property(static r => r.Body).HasColumnName("body");
            record.Property(static r => r.Hash).HasColumnName("hash").HasMaxLength(32);
            record.Property(static r => r.Salt).HasColumnName("salt").HasMaxLength(16);
            record.HasIndex(static r => r.Index).HasDatabaseName("tenancy_ledger_records_index");
        });
        modelBuilder.Entity<CheckpointRow>(static checkpoint =>
        {
            checkpoint.ToTable("tenancy_ledger_checkpoints");
            checkpoint.HasKey(static c => new { c.Tenant, c.Size });
            checkpoint.Property(static c => c.Tenant).HasColumnName("tenant_id").HasMaxLength(63);
            checkpoint.Property(static c => c.Size).HasColumnName("size").ValueGeneratedNever();
            checkpoint.Property(static c => c.SignedTicks).HasColumnName("signed_ticks");
            checkpoint.Property(static c => c.Text).HasColumnName("text");
        });
    }
}
