using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Scopes;

/// <summary>A context has the tenant of its scope or of its permit, whichever way it was made.</summary>
public sealed class BindingTests : IDisposable
{
    private readonly SqliteEngine _engine = new();

    public BindingTests()
    {
        using AttackWorld world = AttackWorld.WithTables(_engine);
        world.Seed();
    }

    [Fact]
    public async Task A_context_of_the_hosts_own_registration_takes_the_scopes_tenant()
    {
        using var world = new TestWorld(build: b => b.Services.AddDbContext<AttackDb>(o =>
        {
            _engine.Configure(o);
            o.UseTenancy(AttackDb.Tenancy);
        }));
        using IServiceScope scope = world.Services.CreateScope();
        using IServiceScope unbound = world.Services.CreateScope();

        string? name = await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            world.Claim(TestWorld.Globex, "operator.read"),
            static (services, ct) => services.GetRequiredService<AttackDb>().Tags.OrderBy(t => t.Id).Select(t => t.Name).FirstAsync(ct),
            CancellationToken.None);

        Assert.Equal("t-globex", name);
        Assert.Throws<TenantScopeRequiredException>(() => unbound.ServiceProvider.GetRequiredService<AttackDb>().Tags.Count());
    }

    [Fact]
    public async Task A_context_that_leaves_its_scope_is_dead()
    {
        using var world = new AttackWorld(_engine);
        using IServiceScope scope = world.World.Services.CreateScope();
        TenantContext left = await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            world.World.Claim(TestWorld.Globex, "operator.read"),
            static (services, _) => Task.FromResult(services.GetRequiredService<TenantContext>()),
            CancellationToken.None);

        using AttackDb db = world.Factory.CreateDbContext(left);

        Assert.Throws<TenantScopeRequiredException>(() => db.Tags.Count());
        Assert.Throws<TenantScopeRequiredException>(() => db.Countries.Count());
        Assert.Throws<TenantScopeRequiredException>(() =>
        {
            db.Add(new AttackDb.Country { Id = 77 });
            db.SaveChanges();
        });
    }

    [Fact]
    public void A_scope_without_a_tenant_makes_tables_and_reads_what_is_shared()
    {
        using var world = new AttackWorld(_engine);
        using IServiceScope scope = world.World.Services.CreateScope();
        AttackDb db = scope.ServiceProvider.GetRequiredService<AttackDb>();

        db.Database.EnsureCreated();

        Assert.Equal(0, db.Countries.Count(c => c.Id == 77));
        Assert.False(db.HasTenant());
    }

    [Fact]
    public void A_context_that_was_made_before_the_scope_had_its_tenant_takes_it_later()
    {
        using var world = new AttackWorld(_engine);
        using IServiceScope scope = world.World.Services.CreateScope();
        AttackDb db = scope.ServiceProvider.GetRequiredService<AttackDb>();
        Assert.Throws<TenantScopeRequiredException>(() => db.Tags.Count());

        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(world.World.Claim(TestWorld.Acme, "operator.read"), null, null);

        Assert.Equal("t-acme", db.Tags.OrderBy(t => t.Id).First().Name);
    }

    [Fact]
    public async Task A_permit_across_tenants_binds_to_the_other_tenant()
    {
        using var world = new TestWorld(
            o => o.CrossTenantAccess = CrossTenantAccess.GlobalScope,
            b =>
            {
                b.UseLedger(_ => new DurableLedger());
                b.AddTenantDbContext<AttackDb>(_engine.Configure, AttackDb.Tenancy);
            });
        VerifiedTenantClaim operatorClaim = world.Claim(TenantId.Platform, "operator.admin");
        AccessResult result = await world.Engine.AuthorizeAsync(
            new AccessRequest(operatorClaim, world.Engine.Action("operator.read"), ResourceRef.Collection(TestWorld.Acme), world.Time.Now));

        using AttackDb db = world.Services.GetRequiredService<ITenantDbContextFactory<AttackDb>>().CreateDbContext(result.Permit!);

        Assert.Equal(TestWorld.Acme, db.GetTenant());
        Assert.Equal(["t-acme", "u-acme"], db.Tags.OrderBy(t => t.Id).Select(t => t.Name));
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        world.Directory.RevokeCredential(TenantId.Platform, TestWorld.Idp, "c1");
        Assert.Throws<TenantScopeRequiredException>(() => db.Tags.Count());
    }

    [Fact]
    public void A_permit_of_another_container_binds_nothing()
    {
        using var world = new AttackWorld(_engine);
        using var other = new AttackWorld(_engine);
        AccessPermit permit = other.Permit(TestWorld.Acme);

        Assert.Throws<TenantScopeRequiredException>(() => world.Factory.CreateDbContext(permit));
    }

    [Fact]
    public void Tenants_with_reserved_ids_get_their_own_ids_back()
    {
        TenantId external = TenantId.FromExternal("https://login.example", "Contoso Ltd.");
        using var world = new TestWorld(build: b =>
        {
            b.AddTenants(new TenantRegistration(external) { Issuers = ["ext"] });
            b.AddIssuer("ext", _ => { }, (_, issuer) => new TestVerifier(issuer));
            b.AddTenantDbContext<AttackDb>(_engine.Configure, AttackDb.Tenancy);
        });
        VerifiedTenantClaim claim = world.IssuerOf("ext").Accept(new TenantClaim
        {
            Issuer = "ext",
            Tenant = external.ToString(),
            Subject = "someone",
            Scopes = [$"operator.write@{external}"],
            IssuedAt = world.Time.Now,
            ExpiresAt = world.Time.Now + TimeSpan.FromMinutes(5),
            CredentialId = "c1",
        }).Claim!;
        world.Engine.Authorize(new AccessRequest(claim, world.Engine.Action("operator.write"), ResourceRef.Collection(external), world.Time.Now), out AccessPermit? permit);
        ITenantDbContextFactory<AttackDb> factory = world.Services.GetRequiredService<ITenantDbContextFactory<AttackDb>>();

        using (AttackDb db = factory.CreateDbContext(permit!))
        {
            db.Add(new AttackDb.Tag { Id = 900, Name = "external" });
            db.SaveChanges();
        }

        using AttackDb again = factory.CreateDbContext(permit!);
        AttackDb.Tag tag = again.Tags.Single();
        Assert.Equal(external, tag.Tenant);
        Assert.Equal("external", tag.Name);
    }

    [Fact]
    public void Without_tenancy_everything_that_is_nobodys_is_the_default_tenants()
    {
        using var world = new TestWorld(
            o => o.Mode = TenancyMode.Disabled,
            b => b.AddTenantDbContext<OldDb>(o => o.UseSqlite(_engine.ConnectionString), t => t.Owned<OldDb.Item>().Except<OldDb.Item>("ids of the old schema")));
        using (var connection = _engine.OpenAll())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "create table Items (Id int primary key, Name text, TenantId text null); insert into Items values (1,'old',null),(2,'acme''s','acme'),(3,'own','default')";
            command.ExecuteNonQuery();
        }

        using IServiceScope scope = world.Services.CreateScope();
        OldDb db = scope.ServiceProvider.GetRequiredService<OldDb>();

        Assert.Equal([1, 3], db.Items.OrderBy(i => i.Id).Select(i => i.Id));
        db.Items.Single(i => i.Id == 1).Name = "kept";
        db.Remove(db.Items.Single(i => i.Id == 3));
        db.Add(new OldDb.Item { Id = 4, Name = "new" });
        db.SaveChanges();
        Assert.Equal([1, 4], db.Items.OrderBy(i => i.Id).Select(i => i.Id));
        Assert.Equal("kept", db.Items.AsNoTracking().Single(i => i.Id == 1).Name);
        Assert.Throws<DbUpdateConcurrencyException>(() =>
        {
            db.ChangeTracker.Clear();
            db.Update(new OldDb.Item { Id = 2, Name = "taken" });
            db.SaveChanges();
        });
    }

    public void Dispose() => _engine.Dispose();
}
