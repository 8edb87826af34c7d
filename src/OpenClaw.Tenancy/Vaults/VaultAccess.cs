using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Vaults;

/// <summary>The right to reach one tenant's vault, made of a permit or of a scope. A store asks it for the tenant at each reading, and again inside each commit.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public sealed class VaultAccess
{
    private readonly Func<TenantId> _demand;

    // SECURITY: private, so that nobody makes one of a tenant alone but by the method that says so.
    private VaultAccess(Func<TenantId> demand) => _demand = demand;

    /// <summary>The right that a permit gives.</summary>
    /// <param name="engine">The engine that minted it.</param>
    /// <param name="permit">The permit; it is checked at each use.</param>
    /// <param name="action">The action that it must have been earned for.</param>
    /// <param name="resourceId">The resource that it must have been earned for, or null for the whole collection.</param>
    /// <returns>The right.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is missing, another engine's, for something else, or dead.</exception>
    public static VaultAccess Of(PolicyEngine engine, AccessPermit permit, AccessAction action, string? resourceId = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(action);
        engine.Demand(permit, action, resourceId);
        return new VaultAccess(() => engine.Demand(permit, action, resourceId));
    }

    /// <summary>The right that a scope gives.</summary>
    /// <param name="context">The scope's tenant; it is looked at at each use.</param>
    /// <returns>The right.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant or has ended, or its claim is dead.</exception>
    public static VaultAccess Of(TenantContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = context.Tenant;
        return new VaultAccess(() => context.Tenant);
    }

    /// <summary>The right of whoever holds the store itself, such as a command that wraps all keys anew: nothing is checked. Never for what a request asked for.</summary>
    /// <param name="tenant">Whose vault.</param>
    /// <param name="reason">Why. Whoever calls this records it.</param>
    /// <returns>The right.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public static VaultAccess DangerousForOperator(TenantId tenant, string reason)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new VaultAccess(() => tenant);
    }

    /// <summary>Checks once more that the right is alive, and gives the tenant whose vault it opens.</summary>
    /// <returns>The tenant.</returns>
    /// <exception cref="TenantScopeRequiredException">What is behind it has ended.</exception>
    public TenantId RequireTenant() => _demand();
}
