using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.EntityFrameworkCore;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Support;

/// <summary>Gives a context the tenant of a new scope, which lives as long as the test's world.</summary>
internal static class Bound
{
    public static TContext Bind<TContext>(TestWorld world, TenantId tenant, TContext context)
        where TContext : DbContext
    {
        IServiceScope scope = world.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(world.Claim(tenant, "operator.admin"), null, null);
        return context.BindTo(scope.ServiceProvider.GetRequiredService<TenantContext>());
    }

    /// <summary>Lets a context send SQL of its own, as an application does that has a hole for injection.</summary>
    public static void PermitRawSql(TestWorld world, TenantId tenant, DbContext context)
    {
        var request = new AccessRequest(world.Claim(tenant, "operator.admin"), RawSql.Action(world.Engine), ResourceRef.Collection(tenant), world.Time.Now);
        world.Engine.Authorize(in request, out AccessPermit? permit);
        context.PermitRawSql(Assert.IsType<AccessPermit>(permit));
    }
}
