using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Modes;

/// <summary>A host that is put together wrongly does not start, and is told everything that is wrong with the fix of each.</summary>
public sealed class OptionsValidationTests
{
    [Theory]
    [InlineData(TenancyMode.Unspecified)]
    [InlineData((TenancyMode)99)]
    public void Start_WithoutMode_IsRefused(TenancyMode mode) => Refused("Set TenancyOptions.Mode", o => o.Mode = mode);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("default")]
    [InlineData("platform")]
    [InlineData("a,b")]
    [InlineData("acme globex")]
    [InlineData("*")]
    [InlineData("Acme")]
    [InlineData("acme\n")]
    public void Start_PinnedToAnythingButOneTenant_IsRefused(string? tenant) =>
        Refused("Set TenancyOptions.PinnedTenant", o => (o.Mode, o.PinnedTenant) = (TenancyMode.Pinned, tenant));

    [Theory]
    [InlineData(TenancyMode.Shared)]
    [InlineData(TenancyMode.Disabled)]
    public void Start_PinnedTenantInAnotherMode_IsRefused(TenancyMode mode) =>
        Refused("PinnedTenant is set", o => (o.Mode, o.PinnedTenant) = (mode, "acme"));

    [Theory]
    [InlineData(CrossTenantAccess.BreakGlass)]
    [InlineData(CrossTenantAccess.GlobalScope)]
    public void Start_CrossingWithoutDurableLedger_IsRefused(CrossTenantAccess crossing) =>
        Refused("Register a durable ledger", o => (o.Mode, o.CrossTenantAccess) = (TenancyMode.Shared, crossing));

    [Fact]
    public void Start_CrossingUndefined_IsRefused() =>
        Refused("not defined", static o => (o.Mode, o.CrossTenantAccess) = (TenancyMode.Shared, (CrossTenantAccess)99));

    [Theory]
    [InlineData(TenancyMode.Pinned, "acme")]
    [InlineData(TenancyMode.Disabled, null)]
    public void Start_CrossingWhereOneTenantIsServed_IsRefused(TenancyMode mode, string? pinned) => Refused(
        "reaches no other",
        o => (o.Mode, o.PinnedTenant, o.CrossTenantAccess) = (mode, pinned, CrossTenantAccess.GlobalScope),
        static b => b.UseLedger(static _ => new DurableLedger()));

    [Fact]
    public void Start_DurableRecordsWithoutDurableLedger_IsRefused() => Refused(
        "RecordAllowed is Durable", static o => (o.Mode, o.RecordAllowed) = (TenancyMode.Shared, AllowedRecords.Durable));

    [Fact]
    public void Start_RecordsUndefined_IsRefused() =>
        Refused("RecordAllowed has a value that is not defined", static o => (o.Mode, o.RecordAllowed) = (TenancyMode.Shared, (AllowedRecords)99));

    [Fact]
    public void Start_TagByPseudonymWithoutAKey_IsRefused() =>
        Refused("Call PseudonymizeSubjects", static o => (o.Mode, o.TenantTag) = (TenancyMode.Shared, TenantTag.Pseudonym));

    [Fact]
    public void Start_TagUndefined_IsRefused() =>
        Refused("TenantTag has a value that is not defined", static o => (o.Mode, o.TenantTag) = (TenancyMode.Shared, (TenantTag)99));

    [Fact]
    public void Start_Limits_AreChecked()
    {
        foreach (TimeSpan bad in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TimeSpan.MaxValue])
        {
            Refused("Set TenancyOptions.EvaluatorTimeout", o => (o.Mode, o.EvaluatorTimeout) = (TenancyMode.Shared, bad));
            Refused("Set TenancyOptions.MaxSnapshotAge", o => (o.Mode, o.MaxSnapshotAge) = (TenancyMode.Shared, bad));
        }

        Refused("MaxStrangerRecordsPerSecond", static o => (o.Mode, o.MaxStrangerRecordsPerSecond) = (TenancyMode.Shared, 0));
        Refused("Use ScopeLattice.OpenClaw", static o => (o.Mode, o.Lattice) = (TenancyMode.Shared, null!));
    }

    [Fact]
    public void Start_Issuers_AreChecked()
    {
        Refused("Issuer 'slow': set ClockSkew", Shared, static b => Add(b, "slow", static o => o.ClockSkew = TimeSpan.FromSeconds(31)));
        Refused("Issuer 'slow': set ClockSkew", Shared, static b => Add(b, "slow", static o => o.ClockSkew = TimeSpan.FromTicks(-1)));
        Refused("Issuer 'long': set MaxLifetime", Shared, static b => Add(b, "long", static o => o.MaxLifetime = TimeSpan.Zero));
        Refused("Issuer 'long': set MaxLifetime", Shared, static b => Add(b, "long", static o => o.MaxLifetime = TimeSpan.FromDays(2)));
        Refused("Issuer 'twice' is registered 2 times", Shared, static b => Add(Add(b, "twice", static _ => { }), "twice", static _ => { }));
        Refused("its own rule", Shared, static b => b.AddIssuer("own", static _ => { }, static (_, i) => new TestVerifier(i), static _ => ["its own rule"]));
    }

    [Theory]
    [InlineData(TenancyMode.Shared, null)]
    [InlineData(TenancyMode.Pinned, "acme")]
    public void Start_WithoutIssuer_IsRefused(TenancyMode mode, string? pinned)
    {
        using ServiceProvider services = Bare(o => (o.Mode, o.PinnedTenant) = (mode, pinned));

        Assert.Contains("No issuer is registered", Assert.Throws<OptionsValidationException>(services.GetRequiredService<PolicyEngine>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_DisabledWithoutIssuer_Starts()
    {
        using ServiceProvider services = Bare(static o => o.Mode = TenancyMode.Disabled);

        Assert.Equal(TenancyMode.Disabled, services.GetRequiredService<PolicyEngine>().Mode);
    }

    [Fact]
    public void Start_NothingConfigured_IsRefused()
    {
        using ServiceProvider services = Bare(null);

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<PolicyEngine>);
    }

    [Fact]
    public void Start_ManyErrors_AreToldAtOnce()
    {
        using var world = new TestWorld(static o =>
        {
            o.Mode = TenancyMode.Unspecified;
            o.PinnedTenant = "acme";
            o.CrossTenantAccess = CrossTenantAccess.GlobalScope;
            o.EvaluatorTimeout = TimeSpan.Zero;
            o.MaxSnapshotAge = TimeSpan.Zero;
            o.MaxStrangerRecordsPerSecond = -1;
        });

        Assert.Equal(7, Assert.Throws<OptionsValidationException>(() => world.Engine).Failures.Count());
    }

    private static void Shared(TenancyOptions options) => options.Mode = TenancyMode.Shared;

    private static TenancyBuilder Add(TenancyBuilder builder, string name, Action<TenantIssuerOptions> options) =>
        builder.AddIssuer(name, options, static (_, issuer) => new TestVerifier(issuer));

    private static ServiceProvider Bare(Action<TenancyOptions>? options)
    {
        var services = new ServiceCollection();
        services.AddTenancy(options);
        return services.BuildServiceProvider();
    }

    private static void Refused(string fix, Action<TenancyOptions> options, Action<TenancyBuilder>? build = null)
    {
        using var world = new TestWorld(options, build);
        Assert.Contains(fix, Assert.Throws<OptionsValidationException>(() => world.Engine).Message, StringComparison.Ordinal);
        Assert.Throws<OptionsValidationException>(() => world.Directory);
    }
}
