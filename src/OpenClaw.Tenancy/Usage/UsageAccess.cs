using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Usage;

/// <summary>The right to write and read one tenant's usage, made of a scope or of a permit. A store asks it for the tenant at each use, and takes the tenant from nowhere else.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public sealed class UsageAccess
{
    private readonly Func<TenantId> _demand;

    // SECURITY: private, so that nobody makes one of a tenant alone.
    private UsageAccess(Func<TenantId> demand) => _demand = demand;

    /// <summary>The right that a scope gives.</summary>
    /// <param name="context">The scope's tenant; it is looked at at each use.</param>
    /// <returns>The right.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public static UsageAccess Of(TenantContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = context.Tenant;
        return new UsageAccess(() => context.Tenant);
    }

    /// <summary>The right that a permit gives.</summary>
    /// <param name="engine">The engine that minted it.</param>
    /// <param name="permit">The permit; it is checked at each use.</param>
    /// <param name="action">The action that it must have been earned for.</param>
    /// <param name="resourceId">The resource that it must have been earned for, or null for the whole collection.</param>
    /// <returns>The right.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is missing, another engine's, for something else, or dead.</exception>
    public static UsageAccess Of(PolicyEngine engine, AccessPermit permit, AccessAction action, string? resourceId = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(action);
        engine.Demand(permit, action, resourceId);
        return new UsageAccess(() => engine.Demand(permit, action, resourceId));
    }

    /// <summary>Checks once more that the right is alive, and gives the tenant whose usage it is.</summary>
    /// <returns>The tenant.</returns>
    /// <exception cref="TenantScopeRequiredException">What is behind it has ended.</exception>
    public TenantId RequireTenant() => _demand();
}
