using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenClaw.Tenancy.EntityFrameworkCore.Infrastructure;
using OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

namespace OpenClaw.Tenancy.EntityFrameworkCore;

/// <summary>Reads how the entities of a model belong to tenants.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public static class TenancyModel
{
    /// <summary>The name of the query filter by which an entity is read by its own tenant alone. No query can ignore it.</summary>
    public const string FilterName = "OpenClaw.Tenancy";

    /// <summary>Checks the model of a context. Nothing is asked of the database.</summary>
    /// <param name="context">The context; it need not be bound to a tenant.</param>
    /// <returns>What was found. A model that was built without <c>UseTenancy</c>, or by other options, is one violation.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    public static TenancyModelReport Check(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        TenancyOptionsExtension? extension = context.GetService<IDbContextOptions>().FindExtension<TenancyOptionsExtension>();
        return ModelSeal.Read(context.Model, extension?.Settings);
    }

    /// <summary>The property that holds the tenant of an entity, its foreign key for an owned type.</summary>
    /// <param name="entityType">An entity of a model that was built with <c>UseTenancy</c>.</param>
    /// <returns>The property; null where the entity is shared across tenants, or kept inside its owner's JSON.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="entityType"/> is null.</exception>
    /// <exception cref="TenancyConfigurationException">The model was built without <c>UseTenancy</c>.</exception>
    public static IReadOnlyProperty? TenantPropertyOf(IReadOnlyEntityType entityType)
    {
        ArgumentNullException.ThrowIfNull(entityType);
        return ModelSeal.Require(entityType.Model).TenantProperties.TryGetValue(entityType.Name, out string? name) ? entityType.FindProperty(name) : null;
    }

    /// <summary>Whether an entity was declared to belong to no tenant.</summary>
    /// <param name="entityType">An entity of a model that was built with <c>UseTenancy</c>.</param>
    /// <returns>True when it was, by itself or by its owner.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="entityType"/> is null.</exception>
    /// <exception cref="TenancyConfigurationException">The model was built without <c>UseTenancy</c>.</exception>
    public static bool IsShared(IReadOnlyEntityType entityType)
    {
        ArgumentNullException.ThrowIfNull(entityType);
        return TenantShape.IsShared(entityType, ModelSeal.Require(entityType.Model).Settings);
    }
}
