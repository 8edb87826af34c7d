using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenClaw.Tenancy.EntityFrameworkCore;

namespace OpenClaw.Tenancy.PostgreSql.Scripting;

/// <summary>Divides the tables of a model into those of tenants and those that are shared across them.</summary>
internal sealed class TableMap
{
    internal const string DefaultSchema = "public";

    private TableMap(List<ProtectedTable> owned, List<string> shared) => (Owned, Shared) = (owned, shared);

    /// <summary>Every table that holds a part of a tenant's entity: owned, joined, split and inherited ones too.</summary>
    internal IReadOnlyList<ProtectedTable> Owned { get; }

    /// <summary>The other tables, as <c>schema.name</c>.</summary>
    internal IReadOnlyList<string> Shared { get; }

    /// <summary>Reads the model of a context.</summary>
    /// <exception cref="TenancyConfigurationException">A table of a tenant's entity has no column for the tenant.</exception>
    internal static TableMap Of(DbContext context)
    {
        List<ProtectedTable> owned = [];
        List<string> shared = [];
        List<string> errors = [];
        foreach (ITable table in context.Model.GetRelationalModel().Tables)
        {
            IReadOnlyEntityType[] entities = [.. table.EntityTypeMappings.Select(static m => (IReadOnlyEntityType)m.TypeBase.ContainingEntityType).Distinct()];
            string schema = table.Schema ?? DefaultSchema;
            if (entities.All(TenancyModel.IsShared))
            {
                shared.Add($"{schema}.{table.Name}");
            }
            else if (ColumnOf(table, entities) is { } column)
            {
                owned.Add(new ProtectedTable(schema, table.Name, column, table.Schema is not null));
            }
            else
            {
                errors.Add($"The table {schema}.{table.Name} has no column for the tenant. Put the tenant into the primary key of {entities[0].DisplayName()}, so that each of its tables carries it.");
            }
        }

        return errors.Count == 0 ? new TableMap(owned, shared) : throw new TenancyConfigurationException(errors);
    }

    private static string? ColumnOf(ITable table, IReadOnlyEntityType[] entities)
    {
        foreach (IReadOnlyEntityType entity in entities)
        {
            if (TenancyModel.TenantPropertyOf(entity) is IProperty tenant && table.FindColumn(tenant) is { } column)
            {
                return column.Name;
            }
        }

        return null;
    }
}
