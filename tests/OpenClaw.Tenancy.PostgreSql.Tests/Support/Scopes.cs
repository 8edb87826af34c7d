using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.EntityFrameworkCore;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Support;

/// <summary>Gives a context the tenant of a new scope, which lives as long as the test's world.</summary>
internal static class Scopes
{
    public static TContext Bind<TContext>(TestWorld world, TenantId tenant, TContext context)
        where TContext : DbContext
    {
        IServiceScope scope = world.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(world.Claim(tenant, "operator.admin"), null, null);
        return context.BindTo(scope.ServiceProvider.GetRequiredService<TenantContext>());
    }
}
