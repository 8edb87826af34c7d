using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.EntityFrameworkCore;

/// <summary>Makes contexts that are bound to a tenant.</summary>
/// <typeparam name="TContext">The context's type.</typeparam>
/// <remarks>A singleton, safe for use by many threads. Dispose of each context.</remarks>
public interface ITenantDbContextFactory<TContext>
    where TContext : DbContext
{
    /// <summary>Makes a context for the tenant of a scope.</summary>
    /// <param name="scope">The scope's tenant.</param>
    /// <returns>The context; it reads and writes only while the scope's claim lives.</returns>
    TContext CreateDbContext(TenantContext scope);

    /// <summary>Makes a context for the tenant that a permit opens, which for a permit across tenants is the other one.</summary>
    /// <param name="permit">The permit. It binds the context to its tenant; what else it is for, its user checks with <see cref="PolicyEngine.Demand"/>.</param>
    /// <returns>The context; it reads and writes only while the permit's claim lives.</returns>
    TContext CreateDbContext(AccessPermit permit);
}
