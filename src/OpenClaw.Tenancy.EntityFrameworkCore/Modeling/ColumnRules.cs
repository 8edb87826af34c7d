using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>The column of the tenant holds the tenant's exact text, and nothing else writes it.</summary>
internal static class ColumnRules
{
    // What EF Core itself lays over the column, where several entities share a table.
    private const string SharedToken = "_TableSharingConcurrencyTokenConvention_";

    private static readonly string[] Exact = ["BINARY", "C", "POSIX", "ucs_basic"];

    internal static IEnumerable<TenancyModelViolation> Check(IReadOnlyEntityType entity, IReadOnlyProperty tenant, TenancyModelSettings settings)
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

        foreach (IReadOnlyProperty overlay in Overlays(entity, tenant, settings))
        {
            yield return new(
                entity.DisplayName(), $"{overlay.DeclaringType.DisplayName()}.{overlay.Name} is kept in the column of the tenant, and would write it.",
                "Map it to a column of its own.");
        }
    }

    private static IEnumerable<IReadOnlyProperty> Overlays(IReadOnlyEntityType entity, IReadOnlyProperty tenant, TenancyModelSettings settings)
    {
        foreach (StoreObjectIdentifier table in Tables(entity))
        {
            string? column = tenant.GetColumnName(in table);
            foreach (IReadOnlyEntityType other in entity.Model.GetEntityTypes().Where(e => column is not null && Tables(e).Contains(table)))
            {
                IReadOnlyProperty? own = TenantShape.TenantOf(other, settings);
                foreach (IReadOnlyProperty property in other.GetDeclaredProperties().Where(p => p != own && string.Equals(p.GetColumnName(in table), column, StringComparison.OrdinalIgnoreCase)))
                {
                    if (!property.Name.StartsWith(SharedToken, StringComparison.Ordinal))
                    {
                        yield return property;
                    }
                }
            }
        }
    }

    private static IEnumerable<StoreObjectIdentifier> Tables(IReadOnlyEntityType entity) =>
        StoreObjectIdentifier.Create(entity, StoreObjectType.Table) is { } table
            ? [table, .. entity.GetMappingFragments(StoreObjectType.Table).Select(static f => f.StoreObject)]
            : [];
}
