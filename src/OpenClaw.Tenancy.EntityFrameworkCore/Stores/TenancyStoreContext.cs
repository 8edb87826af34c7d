using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Approvals;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>The library's own tables.</summary>
/// <remarks>
/// They are the platform's and read over all tenants, so the context is bound to none and does without <c>UseTenancy</c>. It is
/// internal: no code of a host can query through it. The tenant is first in every key nevertheless.
/// </remarks>
internal sealed class TenancyStoreContext(DbContextOptions<TenancyStoreContext> options) : DbContext(options)
{
    internal const string Head = "tenancy_directory_head";
    internal const string ConsumedTokens = "tenancy_consumed_tokens";
    internal const string ApiKeyUses = "tenancy_api_key_uses";

    internal DbSet<JournalRow> Journal => Set<JournalRow>();

    internal DbSet<JournalHead> Heads => Set<JournalHead>();

    internal DbSet<ConsumedToken> Consumed => Set<ConsumedToken>();

    internal DbSet<ApiKeyUseRow> KeyUses => Set<ApiKeyUseRow>();

    internal DbSet<ApprovalRecord> Approvals => Set<ApprovalRecord>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new ApprovalTable());
        modelBuilder.Entity<JournalRow>(static row =>
        {
            row.ToTable("tenancy_directory_changes");
            row.HasKey(static r => new { r.Tenant, r.Sequence });
            row.Property(static r => r.Tenant).HasColumnName("tenant_id").HasMaxLength(63);
            row.Property(static r => r.Sequence).HasColumnName("sequence").ValueGeneratedNever();
            row.Property(static r => r.RecordedTicks).HasColumnName("recorded_ticks");
            row.Property(static r => r.Change).HasColumnName("change");
            row.HasIndex(static r => r.Sequence).HasDatabaseName("tenancy_directory_changes_sequence");
        });
        modelBuilder.Entity<JournalHead>(static head =>
        {
            head.ToTable(Head);
            head.HasKey(static h => h.Tenant);
            head.Property(static h => h.Tenant).HasColumnName("tenant_id").HasMaxLength(63);
            head.Property(static h => h.Sequence).HasColumnName("sequence");
        });
        modelBuilder.Entity<ApiKeyUseRow>(static use =>
        {
            use.ToTable(ApiKeyUses);
            use.HasKey(static u => new { u.Tenant, u.Key });
            use.Property(static u => u.Tenant).HasColumnName("tenant_id").HasMaxLength(63);
            use.Property(static u => u.Key).HasColumnName("key_id").HasMaxLength(128);
            use.Property(static u => u.UsedTicks).HasColumnName("used_ticks");
        });
        modelBuilder.Entity<ConsumedToken>(static token =>
        {
            token.ToTable(ConsumedTokens);
            token.HasKey(static t => new { t.Tenant, t.Digest });
            token.Property(static t => t.Tenant).HasColumnName("tenant_id").HasMaxLength(63);
            token.Property(static t => t.Digest).HasColumnName("digest").HasMaxLength(32);
            token.Property(static t => t.UntilTicks).HasColumnName("until_ticks");
            token.HasIndex(static t => t.UntilTicks).HasDatabaseName("tenancy_consumed_tokens_until");
        });
    }
}
