using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>A row is linked to rows of its own tenant alone.</summary>
internal static class ForeignKeyRules
{
    internal static IEnumerable<TenancyModelViolation> Check(IReadOnlyEntityType entity, IReadOnlyProperty tenant, TenancyModelSettings settings)
    {
        foreach (IReadOnlyForeignKey key in entity.GetDeclaredForeignKeys())
        {
            if (TenantShape.TenantOf(key.PrincipalEntityType, settings) is { } other && TenantShape.CounterpartOf(other, key) != tenant)
            {
                yield return new(
                    entity.DisplayName(),
                    $"Its foreign key ({string.Join(", ", key.Properties.Select(static p => p.Name))}) to {key.PrincipalEntityType.DisplayName()} does not carry its own tenant, so a row of another tenant could be linked.",
                    $"Point it at a key with the tenant, by {tenant.Name} and the id, or call RewriteForeignKeys().");
            }

            if (key.DeleteBehavior == DeleteBehavior.SetNull && key.Properties.Contains(tenant))
            {
                yield return new(
                    entity.DisplayName(), $"Deleting its {key.PrincipalEntityType.DisplayName()} would set the tenant in its foreign key to null.",
                    "Use OnDelete(DeleteBehavior.ClientSetNull), which leaves the tenant alone.");
            }
        }
    }
}
