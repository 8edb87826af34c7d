using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Usage;

/// <summary>The tables of usage.</summary>
/// <remarks>
/// Apart from the library's other tables, so that they may lie in a database of their own. The context is bound to no tenant and
/// internal: no code of a host can query through it. The tenant is first in every key, and in the predicate of every statement.
/// </remarks>
internal sealed class TenancyUsageContext(DbContextOptions<TenancyUsageContext> options) : DbContext(options)
{
    internal const string Events = "tenancy_usage_events";
    internal const string Days = "tenancy_usage_days";
    internal const string Models = "tenancy_usage_models";

    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";
    private const int MaxTenant = 63;
    private const int MaxText = 128;

    internal IQueryable<UsageDayRow> DaysOf(TenantId tenant)
    {
        string owner = tenant.ToString();
        return Set<UsageDayRow>().AsNoTracking().Where(r => r.Tenant == owner);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Names are compared byte by byte, whatever the database's own language is.
        string ordinal = Database.ProviderName == Sqlite ? "BINARY" : "C";
        modelBuilder.Entity<UsageEventRow>(row =>
        {
            row.ToTable(Events);
            row.HasKey(static r => new { r.Tenant, r.Id });
            Name(row, ordinal);
        });
        modelBuilder.Entity<UsageDayRow>(row =>
        {
            row.ToTable(Days);
            row.HasKey(static r => new { r.Tenant, r.Day });
            Name(row, ordinal);
        });
        modelBuilder.Entity<UsageModelRow>(row =>
        {
            row.ToTable(Models);
            row.HasKey(static r => new { r.Tenant, r.Day, r.Provider, r.Model });
            Name(row, ordinal);
        });
    }

    private static void Name(EntityTypeBuilder row, string ordinal)
    {
        foreach (IMutableProperty property in row.Metadata.GetProperties().ToArray())
        {
            property.ValueGenerated = ValueGenerated.Never;
            property.SetColumnName(property.Name switch
            {
                nameof(UsageEventRow.Tenant) => "tenant_id",
                nameof(UsageEventRow.Id) => "event_id",
                nameof(UsageEventRow.Agent) => "agent_id",
                nameof(UsageEventRow.Session) => "session_id",
                { } name => Snake(name),
            });
            if (property.ClrType == typeof(string))
            {
                property.SetMaxLength(property.Name == nameof(UsageEventRow.Tenant) ? MaxTenant : MaxText);
                property.SetCollation(ordinal);
            }
        }
    }

    private static string Snake(string name) =>
        string.Concat(name.Select(static (c, i) => char.IsAsciiLetterUpper(c) ? (i == 0 ? string.Empty : "_") + char.ToLowerInvariant(c) : c.ToString()));
}
