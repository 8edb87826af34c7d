using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.EntityFrameworkCore.Tests.Attacks;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Reading;

/// <summary>SQL of the host's own takes a permit, at each execution.</summary>
public sealed class RawSqlTests : IClassFixture<SqliteFixture>
{
    private const string Forged = "select \"Id\", 'globex' as \"TenantId\", \"Name\" from \"Tags\"";

    private readonly AttackWorld _world;

    public RawSqlTests(SqliteFixture fixture)
    {
        _world = fixture.World;
        _world.Seed();
    }

    public static TheoryData<string, Func<AttackDb, object?>> Ways => new()
    {
        { "from", db => db.Tags.FromSqlRaw("select * from \"Tags\"").ToList() },
        { "from, filters ignored", db => db.Tags.FromSqlRaw("select * from \"Tags\"").IgnoreQueryFilters().ToList() },
        { "from, composed", db => db.Tags.FromSqlRaw("select * from \"Tags\"").Where(t => t.Id > 0).ToList() },
        { "from, which forges the tenant", db => db.Tags.FromSqlRaw(Forged).Select(t => t.Name).ToList() },
        { "from, inside another query", db => db.Posts.Select(p => db.Tags.FromSqlRaw(Forged).First(t => t.Id != p.Id + 50).Name).ToList() },
        { "from, interpolated", db => db.Tags.FromSql($"select * from \"Tags\"").Count() },
        { "from, in a union", db => db.Tags.Union(db.Tags.FromSqlRaw(Forged)).ToList() },
        { "from, in a join", db => db.Posts.Join(db.Tags.FromSqlRaw(Forged), p => 1, t => 1, (p, t) => t.Name).ToList() },
        { "from, grouped", db => db.Tags.FromSqlRaw(Forged).GroupBy(t => t.Id).Select(g => g.Count()).ToList() },
        { "from, in a test", db => db.Posts.Where(p => db.Tags.FromSqlRaw(Forged).Any(t => t.Id != p.Id + 50)).ToList() },
        { "from, in a list", db => db.Posts.Where(p => !db.Tags.FromSqlRaw(Forged).Select(t => t.Id).Contains(p.Id + 50)).ToList() },
        { "from, split", db => db.Posts.Include(p => p.Comments).Include(p => p.Tags).Where(p => !db.Tags.FromSqlRaw(Forged).Select(t => t.Id).Contains(p.Id + 50)).AsSplitQuery().ToList() },
        { "from, in a projected collection", db => db.Posts.Select(p => new { p.Id, Found = db.Tags.FromSqlRaw(Forged).Where(t => t.Id == p.Id).ToList() }).ToList() },
        { "from, in a projected collection, split", db => db.Posts.Select(p => new { p.Id, Found = db.Tags.FromSqlRaw(Forged).Where(t => t.Id == p.Id).ToList() }).AsSplitQuery().ToList() },
        { "a value", db => db.Database.SqlQueryRaw<string>("select \"Name\" as \"Value\" from \"Tags\"").ToList() },
        { "a value, composed", db => db.Database.SqlQueryRaw<string>("select \"Name\" as \"Value\" from \"Tags\"").Count(n => n != "q") },
        { "a row", db => db.Database.SqlQueryRaw<Row>("select \"Name\" from \"Tags\"").ToList() },
        { "a command", db => db.Database.ExecuteSqlRaw("select 1") },
        { "a command, interpolated", db => db.Database.ExecuteSql($"select 1") },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void It_is_refused_without_a_permit(string way, Func<AttackDb, object?> act)
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        Assert.NotEmpty(way);
        Assert.Throws<TenantScopeRequiredException>(() => act(db));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void It_is_let_through_with_one_until_the_permit_ends(string way, Func<AttackDb, object?> act)
    {
        using var world = new AttackWorld(Engine);
        using AttackDb db = world.As(TestWorld.Globex);
        db.PermitRawSql(world.Permit(TestWorld.Globex, RawSql.Action(world.World.Engine)));

        Assert.NotNull(act(db));
        Assert.NotNull(act(db));

        world.World.Directory.SetStatus(TestWorld.Globex, TenantStatus.Suspended);
        Assert.NotEmpty(way);
        Assert.Throws<TenantScopeRequiredException>(() => act(db));
    }

    [Fact]
    public void It_is_never_part_of_a_bulk_write()
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        db.PermitRawSql(_world.Permit(TestWorld.Globex, RawSql.Action(_world.World.Engine)));
        Assert.Throws<TenantScopeRequiredException>(() => db.Tags.FromSqlRaw(Forged).ExecuteUpdate(s => s.SetProperty(t => t.Name, "x")));
        Assert.Throws<TenantScopeRequiredException>(() => db.Tags.FromSqlRaw(Forged).ExecuteDelete());
        Assert.Throws<TenantScopeRequiredException>(() => db.Tags.Where(t => db.Tags.FromSqlRaw(Forged).Any(o => o.Id == t.Id)).ExecuteDelete());
        Assert.Throws<TenantScopeRequiredException>(() =>
            db.Tags.Join(db.Tags.FromSqlRaw(Forged), t => 1, o => 1, (t, o) => new { t, o }).ExecuteUpdate(s => s.SetProperty(x => x.t.Name, x => x.o.Name)));
        Assert.Throws<TenantScopeRequiredException>(() =>
            db.Tags.ExecuteUpdate(s => s.SetProperty(t => t.Name, t => db.Tags.FromSqlRaw(Forged).First(o => o.Id != t.Id).Name)));
    }

    [Fact]
    public void A_compiled_query_carries_no_permit_to_the_next_context()
    {
        using AttackDb allowed = _world.As(TestWorld.Globex);
        allowed.PermitRawSql(_world.Permit(TestWorld.Globex, RawSql.Action(_world.World.Engine)));
        Assert.Equal(2, Count(allowed));

        using AttackDb next = _world.As(TestWorld.Acme);
        Assert.Throws<TenantScopeRequiredException>(() => Count(next));
    }

    [Fact]
    public void Only_a_permit_for_raw_sql_of_the_same_tenant_serves()
    {
        PolicyEngine engine = _world.World.Engine;
        using AttackDb db = _world.As(TestWorld.Globex);
        Assert.Throws<TenantScopeRequiredException>(() => db.PermitRawSql(_world.Permit(TestWorld.Globex)));
        Assert.Throws<TenantScopeRequiredException>(() => db.PermitRawSql(_world.Permit(TestWorld.Globex, engine.Action("operator.read", "raw_sql"))));
        Assert.Throws<TenantMismatchException>(() => db.PermitRawSql(_world.Permit(TestWorld.Acme, RawSql.Action(engine))));
        Assert.Throws<TenantScopeRequiredException>(() => Count(db));
    }

    private static readonly SqliteEngine Engine = MakeEngine();

    private static SqliteEngine MakeEngine()
    {
        var engine = new SqliteEngine();
        using var world = AttackWorld.WithTables(engine);
        world.Seed();
        return engine;
    }

    private static int Count(AttackDb db) => db.Tags.FromSqlRaw("select * from \"Tags\"").Count();

    private sealed record Row(string? Name);
}
