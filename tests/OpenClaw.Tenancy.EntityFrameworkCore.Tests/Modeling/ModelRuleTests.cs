using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpenClaw.Tenancy.TestKit.Reports;
using static OpenClaw.Tenancy.EntityFrameworkCore.Tests.Modeling.Entities;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Modeling;

/// <summary>A model through which one tenant could reach, or learn of, another is refused, and says how to mend it.</summary>
public sealed class ModelRuleTests
{
    private static readonly RuleCase[] Cases =
    [
        new("an entity says nothing", m => m.Entity<Country>(), "says nothing about tenants", "ITenantOwned"),
        new("the primary key is the id alone", m => Alone(m).HasKey(r => r.Id), "primary key (Id) does not begin with the tenant", "HasKey"),
        new("the tenant is not first in the key", m => Alone(m).HasKey(r => new { r.Id, r.Tenant }), "does not begin with the tenant", "HasKey"),
        new("an alternate key", m => Sound(m).HasAlternateKey(r => r.Title!), "alternate key (Title)", "HasKey"),
        new("a unique index", m => Sound(m).HasIndex(r => r.Title).IsUnique(), "unique index (Title)", "Begin the index"),
        new("a foreign key without the tenant", m =>
        {
            Sound(m).HasAlternateKey(r => r.Id);
            m.Entity<Step>().HasKey(s => new { s.Tenant, s.Id });
            m.Entity<Step>().HasOne(s => s.Run).WithMany(r => r.Steps).HasForeignKey(s => s.RunId).HasPrincipalKey(r => r.Id);
        }, "does not carry its own tenant", "RewriteForeignKeys"),
        new("a foreign key with another tenant than its own", m =>
        {
            Sound(m).HasMany(r => r.Steps).WithOne(s => s.Run).HasForeignKey("RunTenant", "RunId");
            m.Entity<Step>().HasKey(s => new { s.Tenant, s.Id });
        }, "does not carry its own tenant", "RewriteForeignKeys"),
        new("deleting sets the tenant to null", m =>
        {
            Sound(m).HasMany(r => r.Steps).WithOne(s => s.Run).HasForeignKey(s => new { s.Tenant, s.RunId }).OnDelete(DeleteBehavior.SetNull);
            m.Entity<Step>().HasKey(s => new { s.Tenant, s.Id });
        }, "would set the tenant in its foreign key to null", "ClientSetNull"),
        new("an excepted entity with tables of its own", m =>
        {
            Alone(m).HasKey(r => r.Id);
            m.Entity<Run>().UseTptMappingStrategy();
            m.Entity<LongRun>();
        }, "it is kept in several tables", "Begin its primary key", o => o.Except<Run>("old")),
        new("an excepted entity in two tables", m =>
        {
            Alone(m).HasKey(r => r.Id);
            m.Entity<Run>().ToTable("Runs").SplitToTable("Titles", t => t.Property(r => r.Title));
        }, "it is kept in several tables", "Begin its primary key", o => o.Except<Run>("old")),
        new("an excepted entity with a part", m =>
        {
            m.Entity<Run>().Ignore(r => r.Steps).HasKey(r => r.Id);
            m.Entity<Run>().OwnsOne(r => r.Detail);
        }, "it owns parts", "Begin its primary key", o => o.Except<Run>("old")),
        new("an excepted entity with a part in JSON", m =>
        {
            m.Entity<Run>().Ignore(r => r.Steps).HasKey(r => r.Id);
            m.Entity<Run>().OwnsOne(r => r.Detail, d => d.ToJson());
        }, "it owns parts", "Begin its primary key", o => o.Except<Run>("old")),
        new("a filter without a name", m => Sound(m).HasQueryFilter(r => r.Title != null), "query filter without a name", "Name it"),
        new("a filter in the tenant's place", m => Sound(m).HasQueryFilter(TenancyModel.FilterName, r => r.Title != null), "in the place of the tenant's", "another name"),
        new("a filter in the tenant's place that looks like it", m => Sound(m).HasQueryFilter(TenancyModel.FilterName, r => r.Tenant == TenantId.Platform), "in the place of the tenant's", "another name"),
        new("a filter that ignores filters", m => Sound(m).HasQueryFilter("seen", r => Elsewhere!.Set<Run>().IgnoreQueryFilters().Any(o => o.Title == r.Title)), "ignores query filters", "without IgnoreQueryFilters"),
        new("a filter that sends SQL", m => Sound(m).HasQueryFilter("seen", r => Elsewhere!.Set<Run>().FromSqlRaw("select * from Run").Any()), "sends SQL", "without IgnoreQueryFilters"),
        new("a filter with a query that is kept elsewhere", m => Sound(m).HasQueryFilter("seen", r => Kept!.Any(o => o.Title == r.Title)), "written elsewhere", "sets of the context"),
        new("a filter with a query of a method", m => Sound(m).HasQueryFilter("seen", r => Made().Any(o => o.Title == r.Title)), "written elsewhere", "sets of the context"),
        new("a derived entity of a tenant under a shared one", m =>
        {
            m.Entity<Thing>();
            m.Entity<OwnedThing>();
        }, "both tenant-owned and shared", "Leave out", o => o.SharedAcrossTenants<Thing>("reference data")),
        new("a shared entity in a tenant's table", m =>
        {
            Sound(m).ToTable("Runs");
            m.Entity<Country>().HasNoKey().ToView("Runs");
        }, "kept in a table of a tenant's", "table of its own", o => o.SharedAcrossTenants<Country>("reference data")),
        new("an entity that is SQL", m => Sound(m).ToSqlQuery("select * from Run"), "mapped to SQL", "Map it to a table"),
        new("a shared entity that is SQL", m => m.Entity<Country>().HasNoKey().ToSqlQuery("select * from Run"), "mapped to SQL", "Map it to a table", o => o.SharedAcrossTenants<Country>("reference data")),
        new("a tenant outside of the predicate", m => Alone(m).HasKey(r => r.Id).Metadata.DeclaringEntityType.FindProperty("Tenant")!.IsConcurrencyToken = false, "nor a concurrency token", "Leave out", o => o.Except<Run>("old")),
        new("a tenant that the database makes", m => Sound(m).Property(r => r.Tenant).HasDefaultValueSql("'acme'").ValueGeneratedOnAdd(), "The database may make its tenant", "ValueGeneratedNever"),
        new("a tenant that is not saved", m => Sound(m).Property(r => r.Tenant).Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore), "The database may make its tenant", "ValueGeneratedNever"),
        new("a conversion of the tenant", m => m.Entity<Label>().HasKey(l => new { l.Owner, l.Id }).Metadata.Properties[0].SetValueConverter(Shortening), "conversion of the host's own", "Leave out", o => o.Owned<Label>(nameof(Label.Owner))),
        new("a collation that takes two texts for one", m => Sound(m).Property(r => r.Tenant).UseCollation("NOCASE"), "compared by the collation NOCASE", "BINARY"),
        new("a collation of the whole database", m =>
        {
            Sound(m);
            m.UseCollation("NOCASE");
        }, "compared by the collation NOCASE", "BINARY"),
        new("both owned and shared", m => Sound(m), "both tenant-owned and shared", "Leave out", o => o.SharedAcrossTenants<Run>("why not")),
        new("a shared row points at a tenant's", m =>
        {
            Sound(m);
            m.Entity<Country>().HasOne<Run>().WithMany().HasForeignKey("RunTenant", "RunId");
        }, "points at Run", "turn the relation round", o => o.SharedAcrossTenants<Country>("reference data")),
        new("a word about an entity that is not there", m => Sound(m), "not in the model", "Correct its name", o => o.SharedAcrossTenants<Country>("reference data")),
        new("a tenant that is a number", m => m.Entity<Label>(), "neither a TenantId nor a string", "Give it", o => o.Owned<Label>(nameof(Label.Number)).Except<Label>("old")),
        new("a tenant that cannot be set", m => m.Entity<ReadOnlyOwner>(), "is not mapped", "settable property"),
    ];

    private static ValueConverter<string, string> Shortening => new(static text => text.Substring(0, 1), static text => text);

    private static AnyDb? Elsewhere => null;

    private static IQueryable<Run>? Kept => null;

    public static TheoryData<string> Names => [.. Cases.Select(static c => c.Name)];

    [Theory]
    [CountsCases("starts/unsound-models", "models through which another tenant could be reached")]
    [MemberData(nameof(Names))]
    public void A_model_that_is_not_sound_is_refused(string name)
    {
        RuleCase rule = Cases.Single(c => c.Name == name);
        using AnyDb db = AnyDb.With(rule.Model, rule.Tenancy);

        TenancyModelReport report = TenancyModel.Check(db);

        Assert.False(report.IsSound);
        Assert.Contains(report.Violations, v => v.Problem.Contains(rule.Problem, StringComparison.Ordinal) && v.Fix.Contains(rule.Fix, StringComparison.Ordinal));
        var refused = Assert.Throws<TenancyConfigurationException>(() => Read(db));
        Assert.Equal(report.Violations.Count, refused.Errors.Count);
    }

    [Fact]
    public void A_sound_model_is_not_refused()
    {
        using AnyDb db = AnyDb.With(
            m =>
            {
                Alone(m).HasKey(r => new { r.Tenant, r.Id });
                m.Entity<Country>();
                m.Entity<Label>();
            },
            o => o.SharedAcrossTenants<Country>("reference data").Owned<Label>(nameof(Label.Owner)).Except<Label>("old").TenantColumn("tenant_id"));

        Assert.Empty(TenancyModel.Check(db).Violations);
        Assert.Equal("tenant_id", Column<Run>(db));
        Assert.Equal("tenant_id", Column<Label>(db));
        Assert.True(TenancyModel.IsShared(db.Model.FindEntityType(typeof(Country))!));
        Assert.Null(TenancyModel.TenantPropertyOf(db.Model.FindEntityType(typeof(Country))!));
    }

    [Fact]
    public void Foreign_keys_are_rewritten_when_asked()
    {
        using AnyDb db = AnyDb.With(
            m =>
            {
                m.Entity<Run>().Ignore(r => r.Detail).HasKey(r => new { r.Tenant, r.Id });
                m.Entity<Step>().HasKey(s => new { s.Tenant, s.Id });
            },
            o => o.RewriteForeignKeys());

        IForeignKey key = Assert.Single(db.Model.FindEntityType(typeof(Step))!.GetForeignKeys());
        Assert.Empty(TenancyModel.Check(db).Violations);
        Assert.Equal(["Tenant", "RunId"], key.Properties.Select(p => p.Name));
        Assert.Equal(["Tenant", "Id"], key.PrincipalKey.Properties.Select(p => p.Name));
        Assert.DoesNotContain(db.Model.FindEntityType(typeof(Step))!.GetProperties(), p => p.Name == "RunTenant");
    }

    [Fact]
    public void What_a_convention_of_the_host_does_at_the_end_is_checked()
    {
        using var db = new LateDb(new DbContextOptionsBuilder<LateDb>().UseSqlite("Data Source=:memory:").UseTenancy().Options);

        TenancyModelViolation[] found = [.. TenancyModel.Check(db).Violations];

        Assert.Contains(found, static v => v.Problem.Contains("unique index (Title)", StringComparison.Ordinal));
        Assert.Contains(found, static v => v.Problem.Contains("in the place of the tenant's", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_settings_are_the_same_only_when_they_say_the_same()
    {
        string tail = $"why\n{typeof(Run).FullName}\twhy";
        using AnyDb first = AnyDb.With(static m => m.Entity<Country>(), o => o.SharedAcrossTenants<Country>("why").SharedAcrossTenants<Run>("why"));
        using AnyDb second = AnyDb.With(static m => m.Entity<Country>(), o => o.SharedAcrossTenants<Country>(tail));

        int One(AnyDb db) => db.GetService<IDbContextOptions>().Extensions.Single(static e => e.Info.LogFragment.Contains("tenancy", StringComparison.Ordinal)).Info.GetServiceProviderHashCode();
        Assert.NotEqual(One(first), One(second));
    }

    private static IQueryable<Run> Made() => throw new NotSupportedException();

    private static void Read(AnyDb db)
    {
        Type entity = db.Model.GetEntityTypes().First(static e => !e.IsOwned()).ClrType;
        var rows = (IQueryable)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(entity).Invoke(db, null)!;
        Assert.NotNull(rows.Provider.Execute<object>(System.Linq.Expressions.Expression.Call(typeof(Queryable), nameof(Queryable.First), [entity], rows.Expression)));
    }

    private static string Column<T>(AnyDb db) => TenancyModel.TenantPropertyOf(db.Model.FindEntityType(typeof(T))!)!.GetColumnName();

    private static EntityTypeBuilder<Run> Alone(ModelBuilder model) => model.Entity<Run>().Ignore(r => r.Steps).Ignore(r => r.Detail);

    private static EntityTypeBuilder<Run> Sound(ModelBuilder model)
    {
        EntityTypeBuilder<Run> run = model.Entity<Run>().Ignore(r => r.Detail);
        run.HasKey(r => new { r.Tenant, r.Id });
        if (model.Model.FindEntityType(typeof(Step)) is null)
        {
            run.Ignore(r => r.Steps);
        }

        return run;
    }

}
