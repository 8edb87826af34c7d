using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using OpenClaw.Tenancy.EntityFrameworkCore.Queries;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Puts the tenant of each entity into its filter, into the predicate of its writes, and where asked into its foreign keys.</summary>
internal sealed class TenantShapeConvention(TenancyModelSettings settings, TenantIdConverter converter) : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        List<IConventionEntityType> entities = [.. modelBuilder.Metadata.GetEntityTypes()];
        foreach (IConventionEntityType join in entities.Where(HasOwnedEnds))
        {
            join.Builder.Property(typeof(TenantId), nameof(ITenantOwned.Tenant), fromDataAnnotation: true)?.HasConversion(converter, fromDataAnnotation: true);
        }

        foreach (IConventionEntityType entity in entities.Where(static e => e.BaseType is null && !e.IsOwned()))
        {
            if (TenantShape.TenantOf(entity, settings) is IConventionProperty tenant && CanBeShaped(entity, tenant))
            {
                Shape(entity, tenant);
            }
        }

        new ForeignKeyRewriting(settings).Apply(entities);
    }

    // No class stands for the join, so nobody else can say whose it is: whose ends it joins.
    private bool HasOwnedEnds(IConventionEntityType entity) =>
        TenantShape.IsJoin(entity) && entity.GetForeignKeys().Any(key => TenantShape.TenantOf(key.PrincipalEntityType, settings) is not null);

    // What cannot be shaped is found by the check, which says how to mend it; EF Core would only say that it failed.
    private static bool CanBeShaped(IConventionEntityType entity, IConventionProperty tenant) =>
        (tenant.ClrType == typeof(TenantId) || tenant.ClrType == typeof(string)) && !entity.GetDeclaredQueryFilters().Any(static f => f.IsAnonymous);

    private void Shape(IConventionEntityType entity, IConventionProperty tenant)
    {
        bool asText = tenant.ClrType == typeof(string);
        tenant.Builder.HasColumnName(settings.Column);
        tenant.Builder.HasMaxLength(63);
        tenant.Builder.IsRequired(true, fromDataAnnotation: true);

        // The value is made here and always written: what EF Core takes for generated it may leave to the database.
        tenant.Builder.ValueGenerated(ValueGenerated.Never, fromDataAnnotation: true);
        tenant.Builder.HasValueGenerator((_, _) => new TenantValueGenerator(asText), fromDataAnnotation: true);
        if (!tenant.IsPrimaryKey())
        {
            tenant.Builder.IsConcurrencyToken(true, fromDataAnnotation: true);
        }

        // INVARIANT: the filter asks the live context for its tenant at each execution; nothing is frozen into the model.
        ParameterExpression row = Expression.Parameter(entity.ClrType, "row");
        entity.Builder.HasQueryFilter(TenancyModel.FilterName, TenantFilter.For(row, tenant), fromDataAnnotation: true);
    }
}
