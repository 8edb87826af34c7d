using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks.Conformance;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Scopes;

/// <summary>With a file for each tenant, a context opens the file of the tenant that it is bound to and no other.</summary>
public sealed class DatabaseForEachTenantTests : IDisposable
{
    private readonly string _folder = Scratch.NewFolder("tenants-");
    private readonly OpenedFiles _opened = new();
    private readonly TenantFiles _files;

    public DatabaseForEachTenantTests() => _files = new TenantFiles(_folder);

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task A_context_never_opens_the_file_of_another_tenant(int? poolSize)
    {
        using TestWorld world = World(poolSize);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(async () =>
        {
            TenantId tenant = i % 2 == 0 ? TestWorld.Acme : TestWorld.Globex;
            await using KeptDb db = Open(world, Permit(world, tenant));
            lock (_opened)
            {
                db.Database.EnsureCreated();
                db.Add(new KeptRun { Id = $"r{i}", Key = $"k{i}", Body = tenant.ToString() });
                db.SaveChanges();
            }
        })));

        await using KeptDb acme = Open(world, Permit(world, TestWorld.Acme)), globex = Open(world, Permit(world, TestWorld.Globex));
        Assert.Equal((15, 15), (await acme.Runs.CountAsync(), await globex.Runs.CountAsync()));
        Assert.Null(await globex.Runs.SingleOrDefaultAsync(r => r.Id == "r0"));
        Assert.NotEmpty(_opened.Seen);
        Assert.All(_opened.Seen, o => Assert.Equal(_files.PathOf(o.Tenant), o.File));
        Assert.Equal(["acme.db", "globex.db"], System.IO.Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_scope_opens_its_own_file_and_none_without_a_tenant()
    {
        using TestWorld world = World();
        using IServiceScope scope = world.Services.CreateScope(), unbound = world.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(world.Claim(TestWorld.Globex, "operator.read"), null, null);
        KeptDb db = scope.ServiceProvider.GetRequiredService<KeptDb>();
        db.Database.EnsureCreated();

        Assert.Throws<TenantScopeRequiredException>(() => unbound.ServiceProvider.GetRequiredService<KeptDb>().Database.EnsureCreated());
        Assert.Equal(["globex.db"], System.IO.Directory.GetFiles(_folder).Select(Path.GetFileName));
        world.Directory.SetStatus(TestWorld.Globex, TenantStatus.Suspended);
        Assert.Throws<TenantScopeRequiredException>(() => db.Runs.Count());
    }

    [Fact]
    public void A_context_of_no_tenant_opens_no_file()
    {
        using TestWorld world = World();
        using KeptDb nobodys = world.Services.GetRequiredService<IDbContextFactory<KeptDb>>().CreateDbContext();

        Assert.Throws<TenantScopeRequiredException>(() => nobodys.Database.OpenConnection());
        Assert.Empty(System.IO.Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_that_lies_under_another_tenants_name_shows_nothing()
    {
        using TestWorld world = World();
        using (KeptDb acme = Open(world, Permit(world, TestWorld.Acme)))
        {
            acme.Database.EnsureCreated();
            acme.Add(new KeptRun { Id = "r1", Key = "k1", Body = "acme's" });
            acme.SaveChanges();
        }

        File.Copy(_files.PathOf(TestWorld.Acme), _files.PathOf(TestWorld.Globex));
        using KeptDb globex = Open(world, Permit(world, TestWorld.Globex));

        Assert.Equal(0, globex.Runs.Count());
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private TestWorld World(int? poolSize = null) =>
        new(build: b => b.AddTenantDbContext<KeptDb>(o => o.UseSqlite("Data Source=of-a-tenant").AddInterceptors(_files, _opened), poolSize: poolSize));

    private static KeptDb Open(TestWorld world, AccessPermit permit) => world.Services.GetRequiredService<ITenantDbContextFactory<KeptDb>>().CreateDbContext(permit);

    private static AccessPermit Permit(TestWorld world, TenantId tenant)
    {
        VerifiedTenantClaim claim = world.Claim(tenant, "operator.admin");
        world.Engine.Authorize(new AccessRequest(claim, world.Engine.Action("operator.write"), ResourceRef.Collection(tenant), world.Time.Now), out AccessPermit? permit);
        return Assert.IsType<AccessPermit>(permit);
    }
}
