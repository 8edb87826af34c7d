using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.EntityFrameworkCore.Tests.Modeling;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Hostile;

/// <summary>Whatever shape a bulk write or a query has, what it reaches is looked at.</summary>
public sealed class BulkShapeTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly TestWorld _world = new();

    public BulkShapeTests()
    {
        _connection.Open();
        using AnyDb db = Open(null);
        db.Database.EnsureCreated();
        db.Add(new Land { Id = 1, Name = "here", Place = new() { Text = "there" } });
        db.SaveChanges();
        using AnyDb own = Open(TestWorld.Globex);
        own.Add(new City { Id = 1, Name = "mine", LandId = 1 });
        own.SaveChanges();
    }

    public static TheoryData<string, Action<DbContext>> Writes => new()
    {
        { "a complex part", db => db.Set<Land>().ExecuteUpdate(s => s.SetProperty(l => l.Place.Text, "pwn")) },
        { "by an interface", db => ((IQueryable<INamed>)db.Set<Land>()).ExecuteUpdate(s => s.SetProperty(l => l.Name, "pwn")) },
        { "by a base class", db => ((IQueryable<Named>)db.Set<Land>()).ExecuteUpdate(s => s.SetProperty(l => l.Name, "pwn")) },
        { "by a projection", db => db.Set<Land>().Select(l => new { Text = l.Name }).ExecuteUpdate(s => s.SetProperty(x => x.Text, "pwn")) },
        { "by a projection of one's own row", db => db.Set<City>().Select(c => new { Text = c.Land!.Name }).ExecuteUpdate(s => s.SetProperty(x => x.Text, "pwn")) },
        { "delete by a base class", db => Unlinked(db, () => ((IQueryable<Named>)db.Set<Land>()).ExecuteDelete()) },
        { "delete by a cast", db => Unlinked(db, () => db.Set<Land>().Cast<Named>().ExecuteDelete()) },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public void What_is_shared_is_not_written_in_bulk(string name, Action<DbContext> write)
    {
        using AnyDb db = Open(TestWorld.Globex);
        Assert.NotEmpty(name);

        Assert.ThrowsAny<TenancyException>(() => write(db));

        Land land = db.Set<Land>().AsNoTracking().Single();
        Assert.Equal(("here", "there"), (land.Name, land.Place.Text));
    }

    [Fact]
    public void One_writes_ones_own_by_a_base_class_of_ones_own()
    {
        using AnyDb db = Open(TestWorld.Globex);
        Assert.Equal(1, db.Set<City>().ExecuteUpdate(s => s.SetProperty(c => c.Name, c => c.Name + "!")));
        Assert.Equal(1, Rename(db.Set<City>()));
    }

    [Fact]
    public void A_function_of_the_database_that_gives_rows_takes_a_permit()
    {
        using AnyDb db = Open(TestWorld.Globex);
        Assert.Throws<TenantScopeRequiredException>(() => db.FromExpression(() => Values("[1,2]")).ToList());
        Assert.Throws<TenantScopeRequiredException>(() => db.Set<City>().Where(c => Values("[1,2]").Any(v => v.Value == c.Name)).ToList());
        Assert.Throws<TenantScopeRequiredException>(() => db.Set<City>().Where(c => !Values("[1,2]").Any(v => v.Value == c.Name)).ExecuteDelete());

        db.PermitRawSql(Permit(TestWorld.Globex, RawSql.Action(_world.Engine)));
        Assert.Equal(2, db.FromExpression(() => Values("[1,2]")).ToList().Count);
    }

    public static IQueryable<Item> Values(string json) => throw new NotSupportedException(json);

    public void Dispose()
    {
        _connection.Dispose();
        _world.Dispose();
    }

    private static int Rename<T>(IQueryable<T> rows)
        where T : class, INamed => rows.ExecuteUpdate(s => s.SetProperty(r => r.Name, "ours"));

    private static void Unlinked(DbContext db, Action act)
    {
        db.Set<City>().ExecuteUpdate(s => s.SetProperty(c => c.LandId, (int?)null));
        act();
    }

    private AnyDb Open(TenantId? tenant)
    {
        AnyDb db = AnyDb.With(Model, static o => o.SharedAcrossTenants<Land>("reference data").SharedAcrossTenants<Item>("what a caller gave"), o => o.UseSqlite(_connection));
        return tenant is null ? db : db.BindTo(Permit(tenant, _world.Engine.Action("operator.write")));
    }

    private AccessPermit Permit(TenantId tenant, AccessAction action)
    {
        _world.Engine.Authorize(new AccessRequest(_world.Claim(tenant, "operator.admin"), action, ResourceRef.Collection(tenant), _world.Time.Now), out AccessPermit? permit);
        return Assert.IsType<AccessPermit>(permit);
    }

    private static void Model(ModelBuilder model)
    {
        model.Entity<City>().HasKey(c => new { c.Tenant, c.Id });
        model.Entity<Land>().ComplexProperty(l => l.Place);
        model.Entity<Item>().HasNoKey().ToTable((string?)null);
        model.HasDbFunction(typeof(BulkShapeTests).GetMethod(nameof(Values))!).HasName("json_each").IsBuiltIn();
    }

    public interface INamed
    {
        string? Name { get; set; }
    }

    public abstract class Named : INamed
    {
        public string? Name { get; set; }
    }

    public sealed class Land : Named
    {
        public int Id { get; set; }

        public Place Place { get; set; } = new();
    }

    public sealed class Place
    {
        public string? Text { get; set; }
    }

    public sealed class City : Named, ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public int Id { get; set; }

        public int? LandId { get; set; }

        public Land? Land { get; set; }
    }

    public sealed class Item
    {
        public string? Value { get; set; }
    }
}
