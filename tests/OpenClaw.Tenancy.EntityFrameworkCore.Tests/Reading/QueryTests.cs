using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.EntityFrameworkCore.Tests.Attacks;
using OpenClaw.Tenancy.TestKit;
using static OpenClaw.Tenancy.EntityFrameworkCore.Attacks.AttackDb;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Reading;

/// <summary>Every way to read gives the context's own tenant's rows and no others.</summary>
public sealed class QueryTests : IClassFixture<SqliteFixture>
{
    private static readonly Func<AttackDb, string, IEnumerable<string?>> Compiled =
        EF.CompileQuery((AttackDb db, string not) => db.Tags.Where(t => t.Name != not).OrderBy(t => t.Id).Select(t => t.Name));

    private static readonly Func<AttackDb, IAsyncEnumerable<string?>> CompiledAsync =
        EF.CompileAsyncQuery((AttackDb db) => db.Tags.OrderBy(t => t.Id).Select(t => t.Name));

    private static readonly Func<AttackDb, IEnumerable<string?>> CompiledIgnoring =
        EF.CompileQuery((AttackDb db) => db.Tags.IgnoreQueryFilters().OrderBy(t => t.Id).Select(t => t.Name));

    private static readonly string[] Acmes = ["t-acme", "u-acme"];
    private static readonly string[] Globexs = ["t-globex", "u-globex"];

    private readonly SqliteEngine _engine;

    private readonly AttackWorld _world;

    public QueryTests(SqliteFixture fixture)
    {
        _engine = fixture.Engine;
        _world = fixture.World;
        _world.Seed();
    }

    public static TheoryData<string, Func<AttackDb, object?>> OfGlobex => new()
    {
        { "a set", db => Names(db.Tags) },
        { "a join", db => string.Join(",", db.Posts.Join(db.Tags, p => 1, t => 1, (p, t) => t.Name).OrderBy(n => n)) },
        { "a union", db => Names(db.Tags.Union(db.Tags)) },
        { "a subquery", db => string.Join(",", db.Posts.Select(p => db.Tags.OrderBy(t => t.Id).First().Name).Concat(db.Posts.Select(p => db.Tags.OrderBy(t => t.Id).Last().Name))) },
        { "filters ignored", db => Names(db.Tags.IgnoreQueryFilters()) },
        { "another filter ignored by name", db => Names(db.Tags.IgnoreQueryFilters(["soft"])) },
        { "filters ignored in a subquery", db => string.Join(",", db.Posts.SelectMany(p => db.Tags.IgnoreQueryFilters()).OrderBy(t => t.Id).Select(t => t.Name)) },
        { "an include", db => string.Join(",", db.Posts.Include(p => p.Tags).Single().Tags.Concat(db.Tags.Where(t => t.Id == 102)).Select(t => t.Name)) },
        { "the set of a type by name", db => string.Join(",", ((IQueryable<Tag>)db.GetType().GetProperty("Tags")!.GetValue(db)!).OrderBy(t => t.Id).Select(t => t.Name)) },
        { "the caller's own comparison", db => Names(db.Tags.Where(t => t.Tenant == TestWorld.Globex)) },
    };

    public static TheoryData<string, Func<AttackDb, object?>> OfNobody => new()
    {
        { "find", db => db.Find<Tag>(TestWorld.Acme, 1) },
        { "find by one's own key", db => db.Find<Tag>(TestWorld.Globex, 1) },
        { "the other's comparison", db => db.Tags.FirstOrDefault(t => t.Tenant == TestWorld.Acme) },
        { "the other's comparison, filters ignored", db => db.Tags.IgnoreQueryFilters().FirstOrDefault(t => t.Tenant == TestWorld.Acme) },
        { "values of a foreign stub", db => db.Entry(new Tag { Tenant = TestWorld.Acme, Id = 1 }).GetDatabaseValues() },
        { "values of a foreign id of an excepted entity", db => db.Entry(new Cat { Id = 1 }).GetDatabaseValues() },
        { "the foreign links", db => db.Set<Dictionary<string, object>>("PostTag").FirstOrDefault(l => (int)l["PostsId"] == 1) },
        { "a foreign id of an excepted entity", db => db.Animals.FirstOrDefault(a => a.Id == 1) },
        { "a foreign row by its text", db => db.Labels.FirstOrDefault(l => l.TenantId == "acme") },
        { "the name of a collection's foreign row", db => LoadComments(db) },
    };

    [Theory]
    [MemberData(nameof(OfGlobex))]
    public void A_query_gives_the_tenants_own_rows(string name, Func<AttackDb, object?> query)
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        Assert.True((string?)query(db) == string.Join(",", Globexs), name);
    }

    [Theory]
    [MemberData(nameof(OfNobody))]
    public void A_query_for_a_foreign_row_gives_nothing(string name, Func<AttackDb, object?> query)
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        Assert.True(query(db) is null, name);
    }

    [Fact]
    public void Two_contexts_share_a_model_and_no_row()
    {
        using AttackDb acme = _world.As(TestWorld.Acme);
        using AttackDb globex = _world.As(TestWorld.Globex);

        Assert.Same(acme.Model, globex.Model);
        Assert.Equal(string.Join(",", Acmes), Names(acme.Tags));
        Assert.Equal(string.Join(",", Globexs), Names(globex.Tags));
        Assert.Equal(string.Join(",", Acmes), Names(acme.Tags));
    }

    [Fact]
    public async Task A_compiled_query_asks_the_live_context()
    {
        await using AttackDb acme = _world.As(TestWorld.Acme);
        await using AttackDb globex = _world.As(TestWorld.Globex);

        Assert.Equal(Acmes, Compiled(acme, "z"));
        Assert.Equal(Globexs, Compiled(globex, "z"));
        Assert.Equal(Acmes, Compiled(acme, "z"));
        Assert.Equal(Acmes, await CompiledAsync(acme).ToArrayAsync());
        Assert.Equal(Globexs, await CompiledAsync(globex).ToArrayAsync());
        Assert.Equal(Globexs, CompiledIgnoring(globex));
    }

    [Fact]
    public void A_foreign_row_cannot_be_reloaded()
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        var entry = db.Attach(new Cat { Id = 1, Name = "stub" });

        entry.Reload();

        Assert.Equal("stub", entry.Entity.Name);
        Assert.Equal(EntityState.Detached, entry.State);
    }

    [Fact]
    public void The_hosts_own_filter_is_still_ignored_when_asked()
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        db.Posts.ExecuteUpdate(s => s.SetProperty(p => p.Deleted, true));

        Assert.Empty(db.Posts);
        Assert.Single(db.Posts.IgnoreQueryFilters());
        Assert.Single(db.Posts.IgnoreQueryFilters(["soft"]));
    }

    [Fact]
    public void The_tenants_filter_is_not_ignored_by_name()
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        Assert.Throws<TenantScopeRequiredException>(() => db.Tags.IgnoreQueryFilters([TenancyModel.FilterName]).ToList());
        Assert.Throws<TenantScopeRequiredException>(() => db.Posts.Select(p => db.Tags.Where(t => t.Id == p.Id).IgnoreQueryFilters(new List<string> { TenancyModel.FilterName }).Count()).ToList());
    }

    [Fact]
    public void An_interceptor_of_the_host_does_not_ignore_the_tenants_filter()
    {
        using var world = new AttackWorld(_engine, o => o.AddInterceptors(new IgnoringInterceptor()));
        using AttackDb db = world.As(TestWorld.Globex);
        db.Posts.ExecuteUpdate(s => s.SetProperty(p => p.Deleted, true));

        Assert.Equal(string.Join(",", Globexs), Names(db.Tags));
        Assert.Single(db.Posts);
    }

    [Fact]
    public void A_context_without_a_tenant_reads_nothing_that_is_a_tenants()
    {
        using AttackDb db = _world.Unbound();
        Assert.Throws<TenantScopeRequiredException>(() => db.Tags.Count());
        Assert.Throws<TenantScopeRequiredException>(() => Compiled(db, "z").ToList());
        Assert.Throws<TenantScopeRequiredException>(() => db.Tags.IgnoreQueryFilters().Count());
        Assert.Throws<TenantScopeRequiredException>(() => db.Add(new Tag { Id = 5 }));
        Assert.Throws<TenantScopeRequiredException>(() => db.GetTenant());
        Assert.False(db.HasTenant());
    }

    [Fact]
    public void Rows_carry_the_tenant_that_the_context_has()
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        Assert.Equal(TestWorld.Globex, db.Tags.First().Tenant);
        Assert.Equal("globex", db.Labels.Single().TenantId);
        Assert.Equal(TestWorld.Globex, db.Entry(db.Notes.Single()).Property("Tenant").CurrentValue);
    }

    private static string Names(IQueryable<Tag> tags) => string.Join(",", tags.OrderBy(t => t.Id).Select(t => t.Name));

    private static Comment? LoadComments(AttackDb db)
    {
        var entry = db.Attach(new Post { Tenant = TestWorld.Globex, Id = 1 });
        entry.Collection(p => p.Comments).Load();
        return entry.Entity.Comments.FirstOrDefault();
    }
}
