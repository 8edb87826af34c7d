using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>The column of the tenant holds the tenant's exact text.</summary>
internal static class ColumnRules
{
    private static readonly FrozenSet<string> Exact = FrozenSet.Create(StringComparer.Ordinal, "BINARY", "C", "POSIX", "ucs_basic");

    internal static IEnumerable<TenancyModelViolation> Check(IReadOnlyEntityType entity, IReadOnlyProperty tenant)
    {
        if (tenant.ClrType != typeof(TenantId) && tenant.ClrType != typeof(string))
        {
            yield return new(entity.DisplayName(), $"Its property {tenant.Name} is neither a TenantId nor a string.", "Give it one of these types.");
        }

        string? collation = tenant.GetCollation() ?? tenant.DeclaringType.Model.GetCollation();
        if (collation is not null && !Exact.Contains(collation))
        {
            yield return new(
                entity.DisplayName(), $"The tenant is compared by the collation {collation}, which may take two texts for one.",
                "Set the exact collation of the database on the tenant's property: BINARY in SQLite, C in PostgreSQL.");
        }

        if (entity.BaseType is not null || entity.IsOwned())
        {
            yield break;
        }

        if (!tenant.IsPrimaryKey() && !tenant.IsConcurrencyToken)
        {
            yield return new(
                entity.DisplayName(), "Its tenant is neither in the primary key nor a concurrency token, so a write would find another tenant's row by its id.",
                "Leave out IsConcurrencyToken(false).");
        }

        if (tenant.ValueGenerated != ValueGenerated.Never || tenant.GetBeforeSaveBehavior() != PropertySaveBehavior.Save)
        {
            yield return new(entity.DisplayName(), "The database may make its tenant, so a row could become another's.", "Leave the tenant's value to the context: ValueGeneratedNever().");
        }

        if (tenant.ClrType == typeof(TenantId) ? tenant.GetValueConverter() is not TenantIdConverter : tenant.GetValueConverter() is not null)
        {
            yield return new(entity.DisplayName(), "Its tenant is kept by a conversion of the host's own, which may take two tenants for one.", "Leave out the conversion of the tenant.");
        }
    }
}
