using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.EntityFrameworkCore.DependencyInjection;

internal sealed class TenantDbContextFactory<TContext>(IDbContextFactory<TContext> inner) : ITenantDbContextFactory<TContext>
    where TContext : DbContext
{
    public TContext CreateDbContext(TenantContext scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return inner.CreateDbContext().BindTo(scope);
    }

    public TContext CreateDbContext(AccessPermit permit)
    {
        ArgumentNullException.ThrowIfNull(permit);
        return inner.CreateDbContext().BindTo(permit);
    }
}
