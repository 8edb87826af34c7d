using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Scopes;

/// <summary>An instance that goes back to its pool takes no tenant with it.</summary>
public sealed class PoolTests : IDisposable
{
    private readonly SqliteEngine _engine = new();
    private readonly AttackWorld _world;

    public PoolTests()
    {
        using (AttackWorld.WithTables(_engine))
        {
        }

        _world = new AttackWorld(_engine, poolSize: 1);
        _world.Seed();
    }

    [Fact]
    public void The_next_lease_is_bound_anew()
    {
        object first;
        IQueryable<string?> captured;
        using (AttackDb db = _world.As(TestWorld.Acme))
        {
            first = db;
            captured = db.Tags.OrderBy(t => t.Id).Select(t => t.Name);
            Assert.Equal("t-acme", captured.First());
        }

        using (AttackDb unbound = _world.Unbound())
        {
            Assert.Same(first, unbound);
            Assert.Throws<TenantScopeRequiredException>(() => unbound.Tags.Count());
        }

        using AttackDb next = _world.As(TestWorld.Globex);
        Assert.Same(first, next);
        Assert.Equal("t-globex", next.Tags.OrderBy(t => t.Id).First().Name);

        // A query that was kept from acme's lease gives globex its own rows.
        Assert.Equal("t-globex", captured.First());
    }

    [Fact]
    public void The_next_lease_has_no_permit_for_raw_sql()
    {
        using (AttackDb db = _world.As(TestWorld.Acme))
        {
            db.PermitRawSql(_world.Permit(TestWorld.Acme, RawSql.Action(_world.World.Engine)));
        }

        using AttackDb next = _world.As(TestWorld.Acme);
        Assert.Throws<TenantScopeRequiredException>(() => next.Database.ExecuteSqlRaw("select 1"));
    }

    [Fact]
    public void One_lease_is_bound_once()
    {
        using AttackDb db = _world.As(TestWorld.Acme);
        Assert.Throws<TenantMismatchException>(() => db.BindTo(_world.Permit(TestWorld.Globex)));
        Assert.Throws<TenantMismatchException>(() => db.BindTo(_world.Permit(TestWorld.Acme)));
        Assert.Equal(TestWorld.Acme, db.GetTenant());
    }

    [Fact]
    public async Task A_scope_leases_for_its_own_tenant()
    {
        foreach (TenantId tenant in new[] { TestWorld.Acme, TestWorld.Globex, TestWorld.Acme })
        {
            using IServiceScope scope = _world.World.Services.CreateScope();
            string? name = await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
                _world.World.Claim(tenant, "operator.read"),
                static (services, ct) => services.GetRequiredService<AttackDb>().Tags.OrderBy(t => t.Id).Select(t => t.Name).FirstAsync(ct),
                CancellationToken.None);
            Assert.Equal($"t-{tenant}", name);
        }
    }

    [Fact]
    public async Task Many_tenants_share_the_pool_while_calls_are_cancelled()
    {
        TimeSpan length = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(2);
        using var end = new CancellationTokenSource(length);
        long read = 0;
        await Task.WhenAll(Enumerable.Range(0, 12).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            TenantId tenant = worker % 2 == 0 ? TestWorld.Acme : TestWorld.Globex;
            while (!end.IsCancellationRequested)
            {
                using var cancel = new CancellationTokenSource();
                cancel.CancelAfter(TimeSpan.FromMicroseconds(random.Next(3000)));
                try
                {
                    await using AttackDb db = _world.As(tenant);
                    foreach (AttackDb.Tag tag in await db.Tags.AsNoTracking().ToListAsync(cancel.Token))
                    {
                        Assert.Equal(tenant, tag.Tenant);
                        Assert.EndsWith(tenant.ToString(), tag.Name, StringComparison.Ordinal);
                        Interlocked.Increment(ref read);
                    }
                }
                catch (OperationCanceledException)
                {
                }
            }
        })));
        Assert.True(read > 100, $"{read} rows were read.");
    }

    public void Dispose()
    {
        _world.Dispose();
        _engine.Dispose();
    }
}
