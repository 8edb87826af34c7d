using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Caching;

namespace Docs.Snippets.Concepts;

public static class CachePages
{
    public static void Add(WebApplicationBuilder builder, TenancyBuilder tenancy)
    {
        // <snippet name="cache-add">
        builder.Services.AddMemoryCache();
        tenancy.AddTenantCache(o =>
        {
            o.MaxEntriesPerTenant = 500;
            o.MaxLifetime = TimeSpan.FromMinutes(10);
        });
        // </snippet>
    }

    public static async Task Use(TenantContext tenant, TenantCache cache, Func<CancellationToken, ValueTask<string[]>> readRoster, CancellationToken cancellationToken)
    {
        // <snippet name="cache-use">
        TenantCacheView mine = cache.For(tenant);
        string[] roster = await mine.GetOrCreateAsync("roster", "staff", TimeSpan.FromMinutes(5), readRoster, cancellationToken);
        mine.Remove("roster", "staff");
        // </snippet>
        _ = roster;
    }

    public static void Permit(AccessPermit permit, AccessAction readRuns, TenantDistributedCache cache)
    {
        // <snippet name="cache-permit">
        TenantDistributedCacheView runs = cache.For(permit, readRuns);
        // </snippet>
        _ = runs;
    }
}
