using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>A key by which a row is written or found begins with the tenant.</summary>
internal static class KeyRules
{
    internal static IEnumerable<TenancyModelViolation> Check(IReadOnlyEntityType entity, IReadOnlyProperty tenant, TenancyModelSettings settings)
    {
        bool excepted = settings.IsExcepted(entity.GetRootType());
        string name = entity.DisplayName();
        foreach (IReadOnlyKey key in entity.GetDeclaredKeys().Where(k => k.Properties[0] != tenant))
        {
            if (!excepted)
            {
                yield return new(
                    name, $"Its {(key.IsPrimaryKey() ? "primary" : "alternate")} key {Text(key.Properties)} does not begin with the tenant, so a value that another tenant holds is refused, which tells that it is held.",
                    $"Begin the key with {tenant.Name}: HasKey(e => new {{ e.{tenant.Name}, ... }}), or call Except<T>(\"why\").");
            }
            else if (key.IsPrimaryKey() && WhyNotAlone(entity) is { } reason)
            {
                yield return new(name, $"It is excepted, and {reason}, so a write to it would not carry the tenant.", $"Begin its primary key with {tenant.Name}.");
            }
        }

        foreach (IReadOnlyIndex index in entity.GetDeclaredIndexes().Where(i => i.IsUnique && i.Properties[0] != tenant && !excepted))
        {
            yield return new(
                name, $"Its unique index {Text(index.Properties)} does not begin with the tenant, so a value that another tenant holds is refused, which tells that it is held.",
                $"Begin the index with {tenant.Name}, or call Except<T>(\"why\").");
        }

        if (entity.GetInsertStoredProcedure() is not null || entity.GetUpdateStoredProcedure() is not null || entity.GetDeleteStoredProcedure() is not null)
        {
            yield return new(name, "It is written by stored procedures, whose predicates cannot be seen.", "Let EF Core write it: leave out the stored procedure mapping.");
        }
    }

    // SECURITY: outside the primary key the tenant is a concurrency token of the root's row, and of no other row or part.
    private static string? WhyNotAlone(IReadOnlyEntityType entity)
    {
        IReadOnlyEntityType[] family = [.. entity.GetRootType().GetDerivedTypesInclusive()];
        bool hasParts = entity.Model.GetEntityTypes().Any(part => part.FindOwnership() is { } ownership && family.Contains(ownership.PrincipalEntityType));
        bool hasTables = family.Select(static e => StoreObjectIdentifier.Create(e, StoreObjectType.Table)).Distinct().Count() > 1
            || family.Any(static e => e.GetMappingFragments(StoreObjectType.Table).Any());
        bool sharesTable = entity.Model.GetEntityTypes().Except(family).Any(other =>
            StoreObjectIdentifier.Create(other, StoreObjectType.Table) is { } table && table == StoreObjectIdentifier.Create(entity, StoreObjectType.Table));
        return hasParts ? "it owns parts" : hasTables ? "it is kept in several tables" : sharesTable ? "it shares its table" : null;
    }

    private static string Text(IReadOnlyList<IReadOnlyProperty> properties) => $"({string.Join(", ", properties.Select(static p => p.Name))})";
}
