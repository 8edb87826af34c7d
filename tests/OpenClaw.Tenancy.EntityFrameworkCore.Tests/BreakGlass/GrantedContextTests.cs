using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.BreakGlass;

/// <summary>A context under a break-glass grant has the rows of the grant's target, once an act was earned, and nobody else's.</summary>
public sealed class GrantedContextTests : IDisposable
{
    private readonly SqliteEngine _engine = new();
    private readonly BreakGlassWorld _world;

    public GrantedContextTests()
    {
        using (AttackWorld tables = AttackWorld.WithTables(_engine))
        {
            tables.Seed();
        }

        _world = new BreakGlassWorld(b => b.AddTenantDbContext<AttackDb>(_engine.Configure, AttackDb.Tenancy));
    }

    [Fact]
    public async Task Rows_are_the_targets_and_nobody_elses_once_a_permit_was_earned()
    {
        await RunAsync(BreakGlassWorld.Ask("globex"), async (_, context, db) =>
        {
            Assert.Throws<TenantScopeRequiredException>(() => db.Tags.Count());
            Assert.True((await context.AuthorizeAsync(_world.Engine.Action("operator.read"))).IsAllowed);

            Assert.Equal("t-globex", await db.Tags.OrderBy(static t => t.Id).Select(static t => t.Name).FirstAsync());
            Assert.All(await db.Tags.ToListAsync(), static t => Assert.Equal(TestWorld.Globex, t.Tenant));
            Assert.Empty(await db.Tags.Where(static t => t.Tenant == TestWorld.Acme || t.Tenant == TenantId.Platform).ToListAsync());
        });
    }

    [Fact]
    public async Task Owner_is_looked_up_among_the_targets_rows_and_opens_nothing_by_itself()
    {
        await RunAsync(BreakGlassWorld.Ask("globex"), async (_, context, db) =>
        {
            AccessResult foreign = await context.AuthorizeAsync<AttackDb.Tag>(_world.Engine.Action("operator.read"), "1");
            Assert.Equal(DenyReason.ResourceAbsent, foreign.Decision.Reason);
            Assert.Throws<TenantScopeRequiredException>(() => db.Tags.Count());

            AccessResult own = await context.AuthorizeAsync<AttackDb.Tag>(_world.Engine.Action("operator.read"), "101");
            Assert.Equal((AccessWay.Grant, TestWorld.Globex), (own.Decision.Way, own.Permit!.Tenant));
            Assert.NotEmpty(await db.Tags.ToListAsync());
        });
    }

    [Fact]
    public async Task Query_that_was_written_before_the_grant_was_taken_back_reads_nothing_after_it()
    {
        await RunAsync(BreakGlassWorld.Ask("globex"), async (grant, context, db) =>
        {
            AccessPermit permit = (await context.AuthorizeAsync(_world.Engine.Action("operator.read"))).Permit!;
            using AttackDb byPermit = Open(permit);
            IQueryable<AttackDb.Tag> deferred = db.Tags.Where(static t => t.Id > 0);
            IQueryable<AttackDb.Tag> deferredByPermit = byPermit.Tags.Where(static t => t.Id > 0);
            Assert.NotEmpty(await deferred.ToListAsync());
            Assert.NotEmpty(await deferredByPermit.ToListAsync());

            await _world.Revoke(grant.Id.ToString());

            await Assert.ThrowsAsync<TenantScopeRequiredException>(() => deferred.ToListAsync());
            await Assert.ThrowsAsync<TenantScopeRequiredException>(() => deferredByPermit.ToListAsync());
        });

        AttackDb Open(AccessPermit permit) => _world.World.Services.GetRequiredService<ITenantDbContextFactory<AttackDb>>().CreateDbContext(permit);
    }

    [Fact]
    public async Task Rows_that_are_written_under_a_grant_are_the_targets()
    {
        await RunAsync(BreakGlassWorld.Ask("globex", ["operator.write"]), async (_, context, db) =>
        {
            Assert.True((await context.AuthorizeAsync(_world.Engine.Action("operator.write"))).IsAllowed);
            db.Add(new AttackDb.Tag { Id = 7_001, Name = "by grant" });
            await db.SaveChangesAsync();

            Assert.Equal(TestWorld.Globex, (await db.Tags.SingleAsync(static t => t.Id == 7_001)).Tenant);
        });
    }

    public void Dispose()
    {
        _world.Dispose();
        _engine.Dispose();
    }

    private async Task RunAsync(OpenClaw.Tenancy.BreakGlass.BreakGlassRequest request, Func<BreakGlassGrant, TenantContext, AttackDb, Task> act)
    {
        BreakGlassGrant grant = await _world.Open(request);
        VerifiedTenantClaim claim = _world.Enter(grant);
        using IServiceScope scope = _world.World.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(claim, async (services, _) =>
        {
            await act(grant, services.GetRequiredService<TenantContext>(), services.GetRequiredService<AttackDb>());
            return 0;
        }, default);
    }
}
