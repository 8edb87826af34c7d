using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.EntityFrameworkCore;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Benchmarks.EntityFramework;

/// <summary>One SQLite file with 10,000 rows of ten tenants, read through two pooled contexts.</summary>
internal sealed class EntityFrameworkWorld : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"ef-benchmark-{Path.GetRandomFileName()}.db");
    private readonly TestWorld _tenancy;
    private readonly ServiceProvider _bare;
    private readonly ITenantDbContextFactory<TenantSafeDb> _safe;
    private readonly IDbContextFactory<HandWrittenDb> _byHand;
    private readonly AccessPermit _permit;
    private readonly string _tenant = TestWorld.Acme.ToString();
    private int _next;

    public EntityFrameworkWorld()
    {
        string connection = $"Data Source={_file}";
        _tenancy = new TestWorld(build: b => b.AddTenantDbContext<TenantSafeDb>(o => o.UseSqlite(connection), poolSize: 2));
        _bare = new ServiceCollection().AddPooledDbContextFactory<HandWrittenDb>(o => o.UseSqlite(connection), 2).BuildServiceProvider();
        _safe = _tenancy.Services.GetRequiredService<ITenantDbContextFactory<TenantSafeDb>>();
        _byHand = _bare.GetRequiredService<IDbContextFactory<HandWrittenDb>>();
        _tenancy.Engine.Authorize(
            new AccessRequest(_tenancy.Claim(TestWorld.Acme, "operator.read"), _tenancy.Engine.Action("operator.read"), ResourceRef.Collection(TestWorld.Acme), _tenancy.Time.Now),
            out AccessPermit? permit);
        _permit = permit!;
        Fill();
    }

    /// <summary>Reads one row by its key through the tenant-safe context.</summary>
    public bool ReadSafe()
    {
        int id = _next++ % 1000;
        using TenantSafeDb db = _safe.CreateDbContext(_permit);
        return db.Rows.AsNoTracking().First(r => r.Id == id).Id == id;
    }

    /// <summary>The same through a context whose query names the tenant by hand.</summary>
    public bool ReadByHand()
    {
        int id = _next++ % 1000;
        using HandWrittenDb db = _byHand.CreateDbContext();
        return db.Rows.AsNoTracking().First(r => r.Tenant == _tenant && r.Id == id).Id == id;
    }

    public void Dispose()
    {
        _tenancy.Dispose();
        _bare.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(_file);
    }

    private void Fill()
    {
        using HandWrittenDb db = _byHand.CreateDbContext();
        db.Database.EnsureCreated();
        for (int i = 0; i < 10_000; i++)
        {
            db.Add(new HandWrittenRow { Tenant = i % 10 == 0 ? _tenant : $"t{i % 10}", Id = i / 10, Body = new string('x', 60) });
        }

        db.SaveChanges();
    }
}
