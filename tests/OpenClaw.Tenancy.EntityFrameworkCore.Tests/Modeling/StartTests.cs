using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.TestKit;
using static OpenClaw.Tenancy.EntityFrameworkCore.Tests.Modeling.Entities;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Modeling;

/// <summary>What is wrong with a context is said at start, and nothing of it can be used.</summary>
public sealed class StartTests
{
    [Fact]
    public void A_host_whose_model_is_not_sound_does_not_start()
    {
        using var world = new TestWorld(build: b => b.AddTenantDbContext<AttackDb>(o => o.UseSqlite("Data Source=:memory:")));

        var refused = Assert.Throws<OptionsValidationException>(() => world.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(refused.Failures, f => f.Contains("AttackDb: Note: It says nothing about tenants.", StringComparison.Ordinal));
        Assert.Contains(refused.Failures, f => f.Contains("Country: It says nothing about tenants.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_host_whose_model_is_sound_starts()
    {
        using var world = new TestWorld(build: b => b.AddTenantDbContext<AttackDb>(o => o.UseSqlite("Data Source=:memory:"), AttackDb.Tenancy));
        world.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void A_model_from_outside_is_refused()
    {
        var bare = new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").Options;
        using var plain = new AnyDb(bare, Plain);
        AssertRefused(plain.Model);
    }

    [Fact]
    public void A_model_of_other_tenancy_options_is_refused()
    {
        using AnyDb other = AnyDb.With(Plain, o => o.SharedAcrossTenants<Run>("everybody's").TenantColumn("x"));
        using AnyDb shared = AnyDb.With(
            m =>
            {
                Plain(m);
                m.Entity<Country>();
            },
            o => o.SharedAcrossTenants<Country>("reference data"));
        AssertRefused(other.Model);
        AssertRefused(shared.Model);
    }

    [Fact]
    public void Options_without_a_relational_database_are_refused()
    {
        DbContextOptions options = new DbContextOptionsBuilder().UseTenancy().Options;
        Assert.Contains("relational database", Assert.Throws<TenancyConfigurationException>(() => new AnyDb(options, Plain)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_that_replace_ef_cores_own_are_refused()
    {
        using ServiceProvider services = new ServiceCollection().AddEntityFrameworkSqlite().BuildServiceProvider();
        DbContextOptions options = new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").UseInternalServiceProvider(services).UseTenancy().Options;
        Assert.Contains("UseInternalServiceProvider", Assert.Throws<TenancyConfigurationException>(() => new AnyDb(options, Plain)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_without_tenancy_cannot_be_bound()
    {
        using var world = new TestWorld();
        using var db = new AnyDb(new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").Options, Plain);
        Assert.Throws<TenancyConfigurationException>(() => db.GetTenant());
        Assert.Throws<TenancyConfigurationException>(() => db.HasTenant());
        Assert.Throws<TenancyConfigurationException>(() => TenancyModel.TenantPropertyOf(db.Model.GetEntityTypes().First()));
        Assert.False(TenancyModel.Check(db).IsSound);
    }

    private static void AssertRefused(IModel model)
    {
        using AnyDb db = AnyDb.With(Plain, options: o => o.UseModel(model));
        Assert.False(TenancyModel.Check(db).IsSound);
        Assert.Throws<TenancyConfigurationException>(() => db.Set<Run>().FirstOrDefault());
        Assert.Throws<TenancyConfigurationException>(() => db.Set<Run>().IgnoreQueryFilters().FirstOrDefault());
        db.Add(new Run { Id = "r", Tenant = TestWorld.Acme });
        Assert.Throws<TenancyConfigurationException>(() => db.SaveChanges());
    }

    private static void Plain(ModelBuilder model)
    {
        model.Entity<Run>().Ignore(r => r.Steps).Ignore(r => r.Detail).HasKey(r => r.Id);
        model.Entity<Run>().Property(r => r.Tenant).HasConversion(t => t!.ToString(), t => TenantId.From(t));
    }
}
