using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Looks for everything in a model through which one tenant could reach, or learn of, another.</summary>
internal sealed class ModelInspection(TenancyModelSettings settings, IReadOnlyModel model)
{
    internal TenancyModelReport Report()
    {
        List<TenancyModelViolation> found = [.. settings.Unused(model).Select(static name => new TenancyModelViolation(
            name, "UseTenancy speaks of an entity that is not in the model.", "Correct its name, or leave it out."))];
        var properties = new Dictionary<string, string>();
        foreach (IReadOnlyEntityType entity in model.GetEntityTypes())
        {
            if (TenantShape.TenantOf(entity, settings) is { } tenant)
            {
                properties[entity.Name] = tenant.Name;
                found.AddRange(InspectOwned(entity, tenant));
            }
            else if (!entity.IsMappedToJson())
            {
                found.AddRange(TenantShape.IsShared(entity, settings) ? InspectShared(entity) : [SaysNothing(entity)]);
            }

            if (entity.GetSqlQuery() is not null)
            {
                found.Add(new(entity.DisplayName(), "It is mapped to SQL of the host's own, which no filter reaches and no permit opens.", "Map it to a table or a view, or send the SQL with FromSql and a permit."));
            }
        }

        return new TenancyModelReport(settings, properties, found);
    }

    private IEnumerable<TenancyModelViolation> InspectOwned(IReadOnlyEntityType entity, IReadOnlyProperty tenant) =>
        [
            .. ColumnRules.Check(entity, tenant),
            .. FilterRules.Check(entity),
            .. KeyRules.Check(entity, tenant, settings),
            .. ForeignKeyRules.Check(entity, tenant, settings),
        ];

    private IEnumerable<TenancyModelViolation> InspectShared(IReadOnlyEntityType entity)
    {
        if (settings.OwnedBy(entity.GetRootType()) is not null || settings.OwnedBy(entity) is not null)
        {
            yield return new(entity.DisplayName(), "It is declared both tenant-owned and shared across tenants.", "Leave out SharedAcrossTenants, or ITenantOwned and Owned.");
        }

        if (HoldsTenants(entity))
        {
            yield return new(entity.DisplayName(), "It is shared across tenants and kept in a table of a tenant's entity.", "Make it tenant-owned, or keep it in a table of its own.");
        }

        foreach (IReadOnlyForeignKey key in entity.GetDeclaredForeignKeys().Where(k => TenantShape.TenantOf(k.PrincipalEntityType, settings) is not null))
        {
            yield return new(
                entity.DisplayName(), $"It is shared across tenants and points at {key.PrincipalEntityType.DisplayName()}, which is a tenant's.",
                "Make it tenant-owned, or turn the relation round.");
        }
    }

    private bool HoldsTenants(IReadOnlyEntityType entity) => Places(entity) is { Count: > 0 } places
        && model.GetEntityTypes().Any(other => TenantShape.TenantOf(other, settings) is not null && Places(other).Overlaps(places));

    private static HashSet<(string? Schema, string Name)> Places(IReadOnlyEntityType entity) =>
        [.. new[] { (entity.GetSchema(), entity.GetTableName()), (entity.GetViewSchema(), entity.GetViewName()) }
            .Where(static place => place.Item2 is not null).Select(static place => (place.Item1, place.Item2!))];

    private TenancyModelViolation SaysNothing(IReadOnlyEntityType entity) => entity.IsOwned()
        ? new(entity.DisplayName(), "The key of its owner does not begin with the tenant, so a part could be planted under a foreign owner.",
            $"Begin the primary key of {TenantShape.Principal(entity).DisplayName()} with its tenant.")
        : new(entity.DisplayName(), settings.OwnedBy(entity.GetRootType()) is { } name
                ? $"Its property {name}, which is to hold the tenant, is not mapped."
                : "It says nothing about tenants.",
            "Implement ITenantOwned with a settable property Tenant, or call Owned<T>() or SharedAcrossTenants<T>(\"why\") in UseTenancy.");
}
