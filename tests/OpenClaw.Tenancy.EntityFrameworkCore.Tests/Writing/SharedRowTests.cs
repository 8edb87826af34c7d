using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.EntityFrameworkCore.Tests.Attacks;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Writing;

/// <summary>What is shared across tenants is read by all of them and written by none.</summary>
public sealed class SharedRowTests : IClassFixture<SqliteFixture>
{
    private readonly AttackWorld _world;

    public SharedRowTests(SqliteFixture fixture)
    {
        _world = fixture.World;
        _world.Seed();
        using AttackDb db = _world.Unbound();
        db.Add(new AttackDb.Country { Id = 1, Name = "here" });
        db.SaveChanges();
    }

    public static TheoryData<string, Action<AttackDb>> Writes => new()
    {
        { "add", db => Save(db, () => db.Add(new AttackDb.Country { Id = 2 })) },
        { "update", db => Save(db, () => db.Update(new AttackDb.Country { Id = 1, Name = "pwn" })) },
        { "remove", db => Save(db, () => db.Remove(db.Countries.Single())) },
        { "update in bulk", db => db.Countries.ExecuteUpdate(s => s.SetProperty(c => c.Name, "pwn")) },
        { "update in bulk beside one's own", db => db.Countries.Join(db.Tags, c => 1, t => 1, (c, t) => new { c, t }).ExecuteUpdate(s => s.SetProperty(x => x.c.Name, "pwn")) },
        { "delete in bulk", db => db.Countries.Where(c => c.Id == 1).ExecuteDelete() },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public void A_tenants_context_does_not_write_it(string name, Action<AttackDb> write)
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        Assert.NotEmpty(name);
        Assert.Throws<TenantScopeRequiredException>(() => write(db));
        using AttackDb again = _world.As(TestWorld.Acme);
        Assert.Equal("here", again.Countries.Single().Name);
    }

    [Fact]
    public void A_context_of_no_tenant_writes_it()
    {
        using AttackDb db = _world.Unbound();
        db.Countries.Single().Name = "there";
        db.SaveChanges();
        Assert.Equal("there", db.Countries.AsNoTracking().Single().Name);
    }

    [Fact]
    public void One_may_read_it_while_writing_ones_own()
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        int updated = db.Tags.Where(t => db.Countries.Any(c => c.Name == "here")).ExecuteUpdate(s => s.SetProperty(t => t.Name, "mine"));
        Assert.Equal(2, updated);
    }

    private static void Save(AttackDb db, Action act)
    {
        act();
        db.SaveChanges();
    }
}
