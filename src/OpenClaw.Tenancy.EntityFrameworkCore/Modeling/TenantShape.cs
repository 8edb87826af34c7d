using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>How an entity type carries its tenant.</summary>
internal static class TenantShape
{
    /// <summary>An entity, or the one that owns it in the end.</summary>
    internal static IReadOnlyEntityType Principal(IReadOnlyEntityType entity)
    {
        while (entity.FindOwnership() is { } ownership)
        {
            entity = ownership.PrincipalEntityType;
        }

        return entity;
    }

    internal static bool IsShared(IReadOnlyEntityType entity, TenancyModelSettings settings) => settings.IsShared(Principal(entity).GetRootType());

    /// <summary>Whether an entity is the join of a many-to-many relation that no class stands for.</summary>
    internal static bool IsJoin(IReadOnlyEntityType entity) => entity.HasSharedClrType && entity.ClrType == typeof(Dictionary<string, object>);

    /// <summary>The property that holds the tenant: its own, or for an owned type the part of the ownership that stands for the owner's.</summary>
    internal static IReadOnlyProperty? TenantOf(IReadOnlyEntityType entity, TenancyModelSettings settings)
    {
        if (entity.IsMappedToJson() || IsShared(entity, settings))
        {
            return null;
        }

        if (entity.FindOwnership() is { } ownership)
        {
            return TenantOf(ownership.PrincipalEntityType, settings) is { } owners ? CounterpartOf(owners, ownership) : null;
        }

        string? name = settings.OwnedBy(entity.GetRootType()) ?? (IsJoin(entity) ? nameof(Resources.ITenantOwned.Tenant) : null);
        return name is null ? null : entity.FindProperty(name);
    }

    /// <summary>The part of a foreign key that stands for a property of the key it points to, or null.</summary>
    internal static IReadOnlyProperty? CounterpartOf(IReadOnlyProperty principal, IReadOnlyForeignKey foreignKey)
    {
        for (int i = 0; i < foreignKey.PrincipalKey.Properties.Count; i++)
        {
            if (foreignKey.PrincipalKey.Properties[i] == principal)
            {
                return foreignKey.Properties[i];
            }
        }

        return null;
    }
}
