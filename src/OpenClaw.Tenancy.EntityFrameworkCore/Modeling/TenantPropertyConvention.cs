using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Maps the tenant of an entity as soon as the entity is known, so that a host's own configuration can put it into keys.</summary>
internal sealed class TenantPropertyConvention(TenancyModelSettings settings, TenantIdConverter converter) : IEntityTypeAddedConvention
{
    public void ProcessEntityTypeAdded(IConventionEntityTypeBuilder entityTypeBuilder, IConventionContext<IConventionEntityTypeBuilder> context)
    {
        IConventionEntityType entity = entityTypeBuilder.Metadata;
        if (TenantShape.IsJoin(entity))
        {
            return;
        }

        foreach (PropertyInfo property in entity.ClrType.GetRuntimeProperties().Where(static p => p.PropertyType == typeof(TenantId) && p.CanWrite && !p.GetMethod!.IsStatic))
        {
            entityTypeBuilder.Property(property, fromDataAnnotation: true)?.HasConversion(converter, fromDataAnnotation: true);
        }

        // Nothing holds it yet: a property of the model alone does.
        if (settings.OwnedBy(entity) is { } tenant && entity.BaseType is null && entity.ClrType.GetProperty(tenant) is null)
        {
            entityTypeBuilder.Property(typeof(TenantId), tenant, fromDataAnnotation: true)?.HasConversion(converter, fromDataAnnotation: true);
        }
    }
}
