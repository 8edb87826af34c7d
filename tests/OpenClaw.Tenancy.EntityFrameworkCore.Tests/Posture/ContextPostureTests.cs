using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Posture;

/// <summary>A context of the host that knows no tenants is found; those that do, and the library's own, are not.</summary>
public sealed class ContextPostureTests
{
    [Fact]
    public async Task Tenant_safe_context_in_a_file_is_sound()
    {
        using TestWorld world = With(static _ => { });

        Assert.Empty(await FindAsync(world, TenancyNoGo.ForeignQuery));
        Assert.Empty(await FindAsync(world, TenancyNoGo.RowSecurityOff));
    }

    [Fact]
    public async Task Context_beside_it_that_knows_no_tenants_is_named()
    {
        using TestWorld world = With(static b => b.Services.AddDbContext<PlainDb>(static o => o.UseSqlite("Data Source=:memory:")));

        Assert.Contains("The context PlainDb knows no tenants.", Assert.Single(await FindAsync(world, TenancyNoGo.ForeignQuery)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contexts_of_the_library_are_its_own_matter()
    {
        using TestWorld world = With(static b => b.AddTenancyStores(static o => o.UseSqlite("Data Source=:memory:")));

        Assert.Empty(await FindAsync(world, TenancyNoGo.ForeignQuery));
    }

    private static TestWorld With(Action<TenancyBuilder> more) => new(build: b =>
    {
        b.AddTenantDbContext<AttackDb>(static o => o.UseSqlite("Data Source=:memory:"), AttackDb.Tenancy);
        more(b);
    });

    private static async Task<IReadOnlyList<string>> FindAsync(TestWorld world, TenancyNoGo noGo)
    {
        List<string> found = [];
        foreach (ITenancyPostureRule rule in world.Services.GetServices<ITenancyPostureRule>().Where(r => r.NoGo == noGo))
        {
            found.AddRange(await rule.FindAsync(TestContext.Current.CancellationToken));
        }

        return found;
    }

    private sealed class PlainDb(DbContextOptions<PlainDb> options) : DbContext(options);
}
