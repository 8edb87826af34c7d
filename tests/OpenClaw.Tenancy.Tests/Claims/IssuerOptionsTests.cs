using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>What an issuer may is said in the call that adds it, within bounds, and never widened later.</summary>
public sealed class IssuerOptionsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    public static TheoryData<string> Calls => [.. Changes.Keys];

    private static Dictionary<string, Action<TenantIssuerOptions>> Changes { get; } = new(StringComparer.Ordinal)
    {
        ["MaxLifetime"] = static o => o.MaxLifetime = TimeSpan.FromSeconds(1),
        ["ClockSkew"] = static o => o.ClockSkew = TimeSpan.Zero,
        ["ForTenants"] = static o => o.ForTenants("globex"),
        ["Map"] = static o => o.Map("a", TestWorld.Globex),
        ["ForEveryTenant"] = static o => o.ForEveryTenant("all"),
        ["AllowPlatform"] = static o => o.AllowPlatform(),
        ["RequireMembers"] = static o => o.RequireMembers(),
        ["SubjectsAreUsers"] = static o => o.SubjectsAreUsers(),
        ["MaxLifetimeFor"] = static o => o.MaxLifetimeFor(TestWorld.Acme, TimeSpan.FromSeconds(1)),
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Nothing_is_changed_once_the_issuer_was_added(string call)
    {
        TenantIssuerOptions? kept = null;
        using TestWorld world = With(o => kept = o);

        Assert.Throws<InvalidOperationException>(() => Changes[call](kept!));
        Changes[call](new TenantIssuerOptions());
    }

    [Fact]
    public void Tenant_that_is_missing_is_named()
    {
        var options = new TenantIssuerOptions();

        Assert.Throws<ArgumentNullException>("tenant", () => options.Map("a", null!));
        Assert.Throws<ArgumentNullException>("tenant", () => options.MaxLifetimeFor(null!, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentNullException>("tenant", () => options.MaxLifetimeOf(null!));
    }

    [Fact]
    public void Bounds_belong_to_what_is_allowed()
    {
        foreach (Action<TenantIssuerOptions> allowed in (Action<TenantIssuerOptions>[])
        [
            static o => o.ClockSkew = TimeSpan.Zero,
            static o => o.ClockSkew = TenantIssuerOptions.MaxClockSkew,
            static o => o.MaxLifetime = Tick,
            static o => o.MaxLifetime = TimeSpan.FromDays(1),
            static o => o.MaxLifetimeFor(TestWorld.Acme, Tick),
            static o => o.MaxLifetimeFor(TestWorld.Acme, o.MaxLifetime),
        ])
        {
            Assert.Null(Fault(allowed));
        }
    }

    [Fact]
    public void What_is_outside_of_the_bounds_is_refused_with_its_name()
    {
        foreach ((string name, Action<TenantIssuerOptions> refused) in ((string, Action<TenantIssuerOptions>)[])
        [
            ("ClockSkew", static o => o.ClockSkew = -Tick),
            ("ClockSkew", static o => o.ClockSkew = TenantIssuerOptions.MaxClockSkew + Tick),
            ("MaxLifetime", static o => o.MaxLifetime = TimeSpan.Zero),
            ("MaxLifetime", static o => o.MaxLifetime = TimeSpan.FromDays(1) + Tick),
            ("MaxLifetimeFor tenant 'acme'", static o => o.MaxLifetimeFor(TestWorld.Acme, TimeSpan.Zero)),
            ("MaxLifetimeFor tenant 'acme'", static o => o.MaxLifetimeFor(TestWorld.Acme, -Tick)),
            ("MaxLifetimeFor tenant 'acme'", static o => o.MaxLifetimeFor(TestWorld.Acme, o.MaxLifetime + Tick)),
        ])
        {
            Assert.Contains($"Issuer 'other': set {name} ", Fault(refused)?.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_tenancy_an_issuer_speaks_for_the_default_tenant_and_for_no_other()
    {
        using TestWorld world = With(static _ => { }, static o => o.Mode = TenancyMode.Disabled);

        Assert.True(Present(world, "default").IsAccepted);
        Assert.Equal("tenant_not_of_issuer", Present(world, "acme").Detail);
        Assert.Equal("tenant_not_of_issuer", Present(world, "platform").Detail);
    }

    private static TestWorld With(Action<TenantIssuerOptions> issuer, Action<TenancyOptions>? options = null) =>
        new(options, b => b.AddIssuer("other", issuer, static (_, i) => new TestVerifier(i)));

    private static ClaimAcceptance Present(TestWorld world, string tenant) => new Assertion(world) { Issuer = "other", Tenant = tenant }.Present();

    private static Exception? Fault(Action<TenantIssuerOptions> issuer)
    {
        using TestWorld world = With(issuer);
        return Record.Exception(() => world.Services.GetRequiredService<IOptions<TenancyOptions>>().Value);
    }
}
