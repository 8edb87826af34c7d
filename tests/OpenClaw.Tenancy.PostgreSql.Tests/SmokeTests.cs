using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests;

public sealed class SmokeTests(Cluster cluster) : IDisposable
{
    private readonly TestDatabase _database = new(cluster);

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_sound_database_has_no_violation()
    {
        await using NotesDb db = _database.Unbound();
        Assert.Empty((await TenantRowSecurity.CheckAsync(db, TestContext.Current.CancellationToken)).Violations.Select(static v => v.ToString()));
    }

    [Fact]
    public void Reads()
    {
        using NotesDb db = _database.Acme();
        Assert.Equal(50, db.Notes.Count());
        Assert.All(db.Notes.IgnoreQueryFilters().ToList(), n => Assert.Equal(TestWorld.Acme, n.Tenant));
        db.Notes.Add(new Note { Tenant = TestWorld.Acme, Id = 1000 });
        Assert.Equal(1, db.SaveChanges());
    }
}
