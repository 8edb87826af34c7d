using Microsoft.EntityFrameworkCore.Metadata;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Puts the dependent's own tenant into the foreign keys between tenant-owned entities, so that a foreign row cannot be linked.</summary>
internal sealed class ForeignKeyRewriting(TenancyModelSettings settings)
{
    internal void Apply(IReadOnlyList<IConventionEntityType> entities)
    {
        foreach (IConventionEntityType entity in entities.Where(e => settings.RewritesForeignKeys || TenantShape.IsJoin(e)))
        {
            foreach (IConventionForeignKey key in entity.GetDeclaredForeignKeys().ToList())
            {
                Rewrite(entity, key);
            }

            if (TenantShape.IsJoin(entity) && TenantShape.TenantOf(entity, settings) is IConventionProperty tenant)
            {
                PutFirst(entity, tenant);
            }
        }
    }

    private void Rewrite(IConventionEntityType entity, IConventionForeignKey key)
    {
        if (key.IsOwnership || key.IsBaseLinking()
            || TenantShape.TenantOf(entity, settings) is not IConventionProperty own
            || TenantShape.TenantOf(key.PrincipalEntityType, settings) is not IConventionProperty other
            || key.PrincipalEntityType.FindOwnership() is not null
            || TenantShape.CounterpartOf(other, key) == own)
        {
            return;
        }

        List<(IConventionProperty Principal, IConventionProperty Dependent)> rest =
            [.. key.PrincipalKey.Properties.Zip(key.Properties).Where(pair => pair.First != other)];
        IConventionKey old = key.PrincipalKey;
        IReadOnlyList<IConventionProperty> replaced = key.Properties;
        IConventionProperty[] principal = [other, .. rest.Select(static pair => pair.Principal)];
        IConventionEntityType root = other.DeclaringType as IConventionEntityType ?? key.PrincipalEntityType;
        IConventionKey wanted = root.FindKey(principal) ?? root.AddKey(principal, fromDataAnnotation: true)!;
        key.SetProperties([own, .. rest.Select(static pair => pair.Dependent)], wanted, fromDataAnnotation: true);

        if (!old.IsPrimaryKey() && old != wanted && !old.GetReferencingForeignKeys().Any())
        {
            old.DeclaringEntityType.RemoveKey(old);
        }

        foreach (IConventionProperty shadow in replaced.Where(p => p != own && p.IsShadowProperty() && p.GetContainingForeignKeys().All(k => k == key && !k.Properties.Contains(p))))
        {
            Drop(entity, shadow);
        }
    }

    // What stood for the principal's tenant in the old key holds nothing any more.
    private static void Drop(IConventionEntityType entity, IConventionProperty shadow)
    {
        foreach (IConventionIndex index in shadow.GetContainingIndexes().ToList())
        {
            entity.RemoveIndex(index);
        }

        if (!shadow.IsKey())
        {
            entity.RemoveProperty(shadow);
        }
    }

    // The key of a join is its ends; the tenant stands before them.
    private static void PutFirst(IConventionEntityType join, IConventionProperty tenant)
    {
        IConventionProperty[] ends = [.. join.GetForeignKeys().SelectMany(static key => key.Properties).Where(p => p != tenant).Distinct()];
        IConventionKey? old = join.FindPrimaryKey();
        if (old?.Properties.Count > 0 && old.Properties[0] == tenant && old.Properties.Count == ends.Length + 1)
        {
            return;
        }

        IReadOnlyList<IConventionProperty> was = old?.Properties ?? [];

        // As if the host had said so: EF Core's own convention for joins would put it back in its own order.
        ((IMutableEntityType)join).SetPrimaryKey([(IMutableProperty)tenant, .. ends.Cast<IMutableProperty>()]);
        if (old is { IsInModel: true } && old != join.FindPrimaryKey())
        {
            join.RemoveKey(old);
        }

        foreach (IConventionProperty shadow in was.Where(p => p != tenant && !ends.Contains(p)))
        {
            Drop(join, shadow);
        }
    }
}
