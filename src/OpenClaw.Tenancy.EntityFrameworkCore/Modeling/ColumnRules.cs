using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>The column of the tenant holds the tenant's exact text.</summary>
internal static class ColumnRules
{
    private static readonly string[] Exact = ["BINARY", "C", "POSIX", "ucs_basic"];

    internal static IEnumerable<TenancyModelViolation> Check(IReadOnlyEntityType entity, IReadOnlyProperty tenant)
    {
        if (tenant.ClrType != typeof(TenantId) && tenant.ClrType != typeof(string))
        {
            yield return new(entity.DisplayName(), $"Its property {tenant.Name} is neither a TenantId nor a string.", "Give it one of these types.");
        }

        string? collation = tenant.GetCollation() ?? tenant.DeclaringType.Model.GetCollation();
        if (collation is not null && !Exact.Contains(collation, StringComparer.Ordinal))
        {
            yield return new(
                entity.DisplayName(), $"The tenant is compared by the collation {collation}, which may take two texts for one.",
                "Set the exact collation of the database on the tenant's property: BINARY in SQLite, C in PostgreSQL.");
        }
    }
}
