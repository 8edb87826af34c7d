using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;
using OpenClaw.Tenancy.Tests.Storage.Files;

namespace OpenClaw.Tenancy.Tests.DependencyInjection;

/// <summary>What a host adds is asked, what it replaces is gone, and what looks after it is there without a word of the host.</summary>
public sealed class HostWiringTests
{
    [Fact]
    public void Rule_that_is_added_is_asked()
    {
        using var world = new TestWorld(build: static b => b.AddEvaluator<Never>());

        Assert.Equal(DenyReason.PolicyForbid, world.Decide(world.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme)));
    }

    [Fact]
    public void Last_ledger_is_the_ledger_and_nothing_of_another_is_read()
    {
        var last = new DurableLedger();
        using var world = new TestWorld(build: b =>
        {
            b.Services.AddSingleton<IAuditLedger>(new InMemoryAuditLedger());
            b.UseLedger(static _ => new InMemoryAuditLedger()).Services.AddSingleton(DispatchProxy.Create<IAuditTrailStore, EmptyStore>());
            b.UseLedger(_ => last);
        });

        Assert.Same(last, world.Services.GetRequiredService<IAuditLedger>());
        Assert.Null(world.Services.GetService<IAuditTrailStore>());
    }

    [Fact]
    public void Issuer_says_all_that_it_may_speak_for_when_it_is_added()
    {
        TenantIssuerOptions? kept = null;
        using var world = new TestWorld(build: b => b.AddIssuer("late", o => kept = o.ForTenants("acme"), static (_, issuer) => new TestVerifier(issuer)));

        Assert.Throws<InvalidOperationException>(() => kept!.ForTenants("globex"));
        Assert.Throws<InvalidOperationException>(() => kept!.AllowPlatform());
    }

    [Theory]
    [InlineData(TenancyNoGo.LedgerAbsent, false, 1)]
    [InlineData(TenancyNoGo.LedgerAbsent, true, 0)]
    [InlineData(TenancyNoGo.ForeignQuery, true, 1)]
    [InlineData(TenancyNoGo.UnauditedBreakGlass, true, 1)]
    public async Task Posture_is_looked_at_in_every_host(TenancyNoGo what, bool isOpenAndDurable, int found)
    {
        using var world = new TestWorld(o => o.CrossTenantAccess = isOpenAndDurable ? CrossTenantAccess.GlobalScope : null, b =>
        {
            if (isOpenAndDurable)
            {
                b.UseLedger(static _ => new DurableLedger());
            }
        });

        ITenancyPostureRule rule = Assert.Single(world.Services.GetServices<ITenancyPostureRule>(), r => r.NoGo == what);
        Assert.Equal(found, (await rule.FindAsync(TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task Posture_of_directories_is_looked_at_where_tenants_have_them()
    {
        using var world = new FilesWorld();
        world.Acme.CreateDirectory("sub");
        ITenancyPostureRule rule = Assert.Single(world.World.Services.GetServices<ITenancyPostureRule>(), static r => r.NoGo == TenancyNoGo.SharedFileSystem);
        Assert.Empty(await rule.FindAsync(TestContext.Current.CancellationToken));

        File.CreateSymbolicLink(world.Base + "/tenants/globex", "acme");

        Assert.NotEmpty(await rule.FindAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A key that is issued where none is let in opens nothing, so a host says which it is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Keys_are_said_to_be_accepted_exactly_where_they_are(bool accepted)
    {
        using var world = new TestWorld(build: b => _ = accepted ? b.AddApiKeys().AddAdministration() : b.AddAdministration());

        Assert.Equal(accepted, world.Services.GetRequiredService<TenantApiKeys>().AreAccepted);
    }

    [Fact]
    public void Host_without_tenancy_mints_for_no_runtime()
    {
        using var world = new TestWorld(static o => o.Mode = TenancyMode.Disabled, static b => b.AddRuntimeTokens("cells"));

        Assert.Throws<InvalidOperationException>(world.Services.GetRequiredService<RuntimeTokens>);
    }

    /// <summary>What is missing is said where the host is put together, and not when something is first asked of it.</summary>
    [Fact]
    public void Builder_says_at_once_what_is_missing()
    {
        using var world = new TestWorld(build: static b =>
        {
            Missing("name", () => b.AddIssuer(null!, Nothing, Verifier));
            Missing("name", () => b.AddIssuer(" ", Nothing, Verifier));
            Missing("configure", () => b.AddIssuer("new", null!, Verifier));
            Missing("create", () => b.AddIssuer<TestVerifier>("new", Nothing, null!));
            Missing("fill", () => b.AddDirectory(null!));
            Missing("create", () => b.UseLedger(null!));
            Missing("configure", () => b.PseudonymizeSubjects(null!));
        });

        Assert.Single(world.Services.GetServices<TestVerifier>());
    }

    private static void Missing(string argument, Func<TenancyBuilder> add) => Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(add).ParamName);

    private static void Nothing(TenantIssuerOptions options)
    {
    }

    private static TestVerifier Verifier(IServiceProvider services, TenantIssuer issuer) => new(issuer);

    private sealed class Never : IAccessEvaluator
    {
        public PolicyVerdict Evaluate(in AccessRequest request) => PolicyVerdict.Forbid;
    }
}
