using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.EntityFrameworkCore.Binding;

namespace OpenClaw.Tenancy.EntityFrameworkCore;

/// <summary>Binds a context to a tenant, and says which it is.</summary>
public static class TenantDbContextExtensions
{
    /// <summary>The tenant whose rows the context reads and writes; what it was bound by is looked at again.</summary>
    /// <param name="context">The context.</param>
    /// <returns>The tenant.</returns>
    /// <exception cref="TenantScopeRequiredException">The context is bound to no tenant, or what it was bound by has ended.</exception>
    /// <exception cref="TenancyConfigurationException">The context was configured without tenancy, or its model is not sound.</exception>
    public static TenantId GetTenant(this DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return TenantBinding.Of(context).Tenant;
    }

    /// <summary>Whether the context was given a tenant, be it alive or not.</summary>
    /// <param name="context">The context.</param>
    /// <returns>True when it was.</returns>
    /// <exception cref="TenancyConfigurationException">The context was configured without tenancy.</exception>
    public static bool HasTenant(this DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return TenantBinding.Of(context).IsBound;
    }

    /// <summary>Binds a context that the host made itself to the tenant of a scope. A context that a scope made needs no such call.</summary>
    /// <typeparam name="TContext">The context's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="scope">The scope's tenant; it may be given its tenant later.</param>
    /// <returns>The context.</returns>
    /// <exception cref="TenantMismatchException">The context is bound already.</exception>
    public static TContext BindTo<TContext>(this TContext context, TenantContext scope)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(scope);
        TenantBinding.Of(context).Bind(scope);
        return context;
    }

    /// <summary>Binds a context that the host made itself to the tenant that a permit opens, which for a permit across tenants is the other one.</summary>
    /// <typeparam name="TContext">The context's type.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="permit">The permit. It binds the context to its tenant; what else it is for, its user checks with <see cref="PolicyEngine.Demand"/>.</param>
    /// <returns>The context.</returns>
    /// <exception cref="TenantMismatchException">The context is bound already.</exception>
    public static TContext BindTo<TContext>(this TContext context, AccessPermit permit)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(permit);
        TenantBinding.Of(context).Bind(permit);
        return context;
    }

    /// <summary>Lets a context send SQL of the host's own for its tenant, for as long as the permit lives. The SQL is filtered by nothing: name the tenant in it.</summary>
    /// <param name="context">The context, bound to the permit's tenant.</param>
    /// <param name="permit">A permit for <see cref="RawSql.Action"/>.</param>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or the context is bound to no tenant.</exception>
    /// <exception cref="TenantMismatchException">The permit is another tenant's.</exception>
    public static void PermitRawSql(this DbContext context, AccessPermit permit)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(permit);
        TenantBinding.Of(context).PermitRawSql(RawSql.IsFor(permit) ? permit : throw new TenantScopeRequiredException(
            "The permit is not for raw SQL. Earn one with PolicyEngine.AuthorizeAsync for RawSql.Action on the tenant's collection."));
    }
}
