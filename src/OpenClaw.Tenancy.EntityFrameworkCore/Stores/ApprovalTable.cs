using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenClaw.Tenancy.Approvals;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>The table of approvals: a record is a row, a field a column.</summary>
internal sealed class ApprovalTable : IEntityTypeConfiguration<ApprovalRecord>
{
    internal const string Name = "tenancy_approvals";

    private const int MaxTenant = 63;
    private const int MaxId = 128;

    public void Configure(EntityTypeBuilder<ApprovalRecord> builder)
    {
        builder.ToTable(Name);
        builder.HasKey(static r => new { r.Tenant, r.Id });
        builder.Property(static r => r.Tenant).HasMaxLength(MaxTenant);
        builder.Property(static r => r.Id).HasMaxLength(MaxId);
        builder.Property(static r => r.Run).HasMaxLength(MaxId);
        builder.HasIndex(static r => new { r.Tenant, r.Run }).HasDatabaseName(Name + "_run");
        builder.HasIndex(static r => new { r.Tenant, r.Status, r.CreatedTicks }).HasDatabaseName(Name + "_status");
        builder.HasIndex(static r => new { r.Tenant, r.ExpiresTicks }).HasDatabaseName(Name + "_expires");

        // By which the owner of an id is found; it finds nothing else.
        builder.HasIndex(static r => r.Id).HasDatabaseName(Name + "_owner");
        foreach (IMutableProperty property in builder.Metadata.GetProperties())
        {
            property.SetColumnName(property.Name is nameof(ApprovalRecord.Tenant) or nameof(ApprovalRecord.Run) ? Snake(property.Name) + "_id"
                : property.Name is nameof(ApprovalRecord.Id) ? "approval_id"
                : Snake(property.Name));
        }
    }

    private static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
        {
            text = char.IsAsciiLetterUpper(c) && text.Length != 0 ? text.Append('_').Append(char.ToLowerInvariant(c)) : text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
