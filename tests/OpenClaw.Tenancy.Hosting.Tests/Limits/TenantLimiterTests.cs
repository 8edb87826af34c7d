using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.Hosting.Tests.Limits;

/// <summary>How often and how many at once each tenant and each user may ask.</summary>
public sealed class TenantLimiterTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_tenant_gets_its_burst_and_then_its_rate_and_is_told_when()
    {
        using var host = new LimitedWorld(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 2, Burst = 5 });
        Assert.Equal(5, host.Allowed(TestWorld.Acme, 50));
        LimitLease refused = host.Ask(TestWorld.Acme);
        Assert.Equal((LimitOutcome.RateLimited, 500), (refused.Outcome, (int)Math.Round(refused.RetryAfter.TotalMilliseconds)));

        host.World.Time.Advance(refused.RetryAfter + TimeSpan.FromTicks(1));
        Assert.Equal(1, host.Allowed(TestWorld.Acme, 10));
        host.World.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(5, host.Allowed(TestWorld.Acme, 10));
    }

    [Fact]
    public void Shares_and_refusals_are_counted_without_a_tag()
    {
        using var caught = new CaughtMetrics();
        using var host = new LimitedWorld(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 1, Burst = 2 }, b => b.Services.AddSingleton<IMeterFactory>(caught));
        host.Allowed(TestWorld.Acme, 5);
        host.Allowed(TestWorld.Globex, 3);

        IReadOnlyDictionary<string, double> now = caught.Collect();
        Assert.Equal((2.0, 4.0), (now["openclaw.tenancy.limits.partitions"], now["openclaw.tenancy.limits.refused"]));
        Assert.All(caught.Measured.Where(static m => m.Name.Contains(".limits.", StringComparison.Ordinal)), static m => Assert.Empty(m.Tags));
    }

    [Fact]
    public void No_tenants_use_changes_what_another_one_gets()
    {
        using var host = new LimitedWorld(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 10, Burst = 10 });
        Assert.Equal(10, host.Allowed(TestWorld.Acme, 1000));
        Assert.Equal(10, host.Allowed(TestWorld.Globex, 1000));
        Assert.Equal(10, host.Allowed(TestWorld.Initech, 10));
    }

    [Fact]
    public void Of_a_hundred_tenants_each_gets_its_own_share()
    {
        string[] tenants = [.. Enumerable.Range(0, 100).Select(static i => $"t{i}")];
        using var host = new LimitedWorld(
            static o => o.PerTenant = new RequestRates { RequestsPerSecond = 3, Burst = 3 },
            b => b.AddTenants(tenants).AddIssuer("other", o => o.ForTenants(tenants), static (_, door) => new TestVerifier(door)));
        VerifiedTenantClaim[] claims = [.. tenants.Select(t => host.Claim(TenantId.From(t), door: DoorOf.Other))];
        int[] allowed = new int[claims.Length];
        Parallel.For(0, 100 * 20, i => Interlocked.Add(ref allowed[i % 100], host.Ask(claims[i % 100]).IsAllowed ? 1 : 0));
        Assert.All(allowed, static n => Assert.Equal(3, n));
        Assert.Equal(100, host.Limiter.Tenants);
    }

    [Fact]
    public void Exactly_the_burst_is_allowed_of_two_hundred_at_once()
    {
        using var host = new LimitedWorld(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 1, Burst = 1 });
        VerifiedTenantClaim claim = host.Claim(TestWorld.Acme);
        int allowed = 0;
        Parallel.For(0, 200, _ => Interlocked.Add(ref allowed, host.Ask(claim).IsAllowed ? 1 : 0));
        Assert.Equal(1, allowed);
    }

    [Fact]
    public void A_place_is_free_again_once_its_request_has_ended()
    {
        using var host = new LimitedWorld(static o => o.PerTenant = new RequestRates { Concurrent = 2 });
        LimitLease first = host.Ask(TestWorld.Acme);
        LimitLease second = host.Ask(TestWorld.Acme);
        LimitLease third = host.Ask(TestWorld.Acme);
        Assert.Equal((true, true, LimitOutcome.RateLimited), (first.IsAllowed, second.IsAllowed, third.Outcome));
        Assert.True(third.RetryAfter > TimeSpan.Zero);
        Assert.True(host.Ask(TestWorld.Globex).IsAllowed);

        first.Dispose();
        first.Dispose();
        using LimitLease next = host.Ask(TestWorld.Acme);
        Assert.True(next.IsAllowed);
        Assert.False(host.Ask(TestWorld.Acme).IsAllowed);
    }

    [Fact]
    public void A_user_and_a_tenant_of_the_same_name_have_two_shares()
    {
        using var host = new LimitedWorld(
            static o => (o.PerTenant, o.PerUser) = (new RequestRates { RequestsPerSecond = 1, Burst = 10 }, new RequestRates { RequestsPerSecond = 1, Burst = 2 }),
            static b => b.AddIssuer("other", static o => o.ForTenants("acme", "globex"), static (_, door) => new TestVerifier(door)));
        VerifiedTenantClaim acmesAcme = host.Claim(TestWorld.Acme, "acme");
        Assert.NotEqual(LimitKey.OfTenant(acmesAcme), LimitKey.OfUser(acmesAcme));
        Assert.Equal(2, host.Allowed(TestWorld.Acme, 9, "acme"));

        // The same name in another tenant, at another issuer, and with the parts joined otherwise: each is somebody else.
        Assert.Equal(2, host.Allowed(TestWorld.Globex, 9, "acme"));
        VerifiedTenantClaim others = host.Claim(TestWorld.Acme, "acme", DoorOf.Other);
        Assert.Equal(2, Enumerable.Range(0, 9).Count(_ => host.Ask(others).IsAllowed));
        Assert.Equal(2, host.Allowed(TestWorld.Acme, 9, "idp:acme"));
        Assert.Equal(2, host.Allowed(TestWorld.Acme, 9, "acme/acme"));

        // What its users were refused, the tenant was not charged for.
        Assert.Equal(2, host.Allowed(TestWorld.Acme, 9, "last"));
        Assert.Equal(0, host.Allowed(TestWorld.Acme, 9, "one-more"));
    }

    [Fact]
    public void A_delegate_uses_the_share_of_its_holder()
    {
        using var host = new LimitedWorld(static o => o.PerUser = new RequestRates { RequestsPerSecond = 1, Burst = 2 });
        VerifiedTenantClaim holder = host.Claim(TestWorld.Acme);
        Assert.True(host.Ask(holder).IsAllowed);
        Assert.True(host.Ask(Part("run:1")).IsAllowed);
        Assert.False(host.Ask(Part("run:2")).IsAllowed);
        Assert.Equal(1, host.Limiter.Users);

        VerifiedTenantClaim Part(string run) => holder.Delegate(run, [TenantScopedScope.ForTenant("operator.read", TestWorld.Acme)], host.World.Time.Now.AddMinutes(1));
    }

    [Fact]
    public void A_tenant_may_have_limits_of_its_own()
    {
        using var host = new LimitedWorld(static o =>
        {
            o.PerTenant = new RequestRates { RequestsPerSecond = 1, Burst = 1 };
            o.For(TestWorld.Globex, new RequestRates { RequestsPerSecond = 100, Burst = 50 });
            o.For(TestWorld.Initech, new RequestRates());
        });
        Assert.Equal((1, 50, 99), (host.Allowed(TestWorld.Acme, 99), host.Allowed(TestWorld.Globex, 99), host.Allowed(TestWorld.Initech, 99)));
    }

    [Fact]
    public void A_clock_that_is_set_gives_nothing_and_takes_nothing()
    {
        using var host = new LimitedWorld(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 1, Burst = 2 });
        VerifiedTenantClaim claim = host.Claim(TestWorld.Acme);
        Assert.Equal(2, Enumerable.Range(0, 9).Count(_ => host.Ask(claim).IsAllowed));
        host.World.Time.Set(TimeSpan.FromDays(1));
        Assert.False(host.Ask(claim).IsAllowed);
        host.World.Time.Set(TimeSpan.FromDays(-2));
        Assert.False(host.Ask(claim).IsAllowed);
        host.World.Time.Advance(Second);
        Assert.True(host.Ask(claim).IsAllowed);
    }

    [Fact]
    public void Refusals_are_recorded_once_a_minute_with_their_number()
    {
        using var host = new LimitedWorld(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 0.001, Burst = 1 });
        host.Allowed(TestWorld.Acme, 11);
        host.Allowed(TestWorld.Globex, 1);
        AuditEnvelope first = Assert.Single(host.Ledger.Emitted);
        Assert.Equal(("acme", "acme", "runs.list", "rate_limited", 0L, AuditOutcome.Denied, "someone", "the-correlation"),
            (first.Tenant.ToString(), first.TargetTenant?.ToString(), first.Action, first.ReasonCode, first.Suppressed, first.Outcome, first.Actor, first.CorrelationId));

        // Nine more have none of their own yet. Whoever comes next, or the clock, brings them.
        host.World.Time.Advance(TimeSpan.FromSeconds(59));
        host.Allowed(TestWorld.Acme, 1);
        Assert.Single(host.Ledger.Emitted);
        host.World.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((TestWorld.Acme, 10L), (host.Ledger.Emitted[1].Tenant, host.Ledger.Emitted[1].Suppressed));
        Assert.Equal(2, host.Ledger.Emitted.Count);
    }

    [Fact]
    public void Wrong_limits_refuse_the_start_all_at_once()
    {
        using var host = new LimitedWorld(static o =>
        {
            o.PerTenant = new RequestRates { RequestsPerSecond = double.NaN, Concurrent = 0 };
            o.PerUser = new RequestRates { Burst = 3 };
            o.For(TestWorld.Acme, new RequestRates { RequestsPerSecond = -1, Burst = 0 });
            o.MaxUsersPerTenant = 0;
        });
        Assert.Equal(
            [
                "Set RequestRates.RequestsPerSecond of PerTenant to 0.001 or more and at most 1,000,000, or to null for no limit.",
                "Set RequestRates.Concurrent of PerTenant to 1 or more and at most 1,000,000, or to null for no limit.",
                "RequestRates.Burst of PerUser limits nothing alone. Set RequestsPerSecond too.",
                "Set RequestRates.RequestsPerSecond of acme to 0.001 or more and at most 1,000,000, or to null for no limit.",
                "Set RequestRates.Burst of acme to 1 or more and at most 1,000,000, or to null for the requests of one second.",
                "Set TenantLimitOptions.MaxUsersPerTenant to 1 or more and at most 1,000,000.",
            ],
            Assert.Throws<OptionsValidationException>(() => host.Limiter).Failures);
    }

    [Fact]
    public void Limits_are_fixed_once_the_host_runs()
    {
        TenantLimitOptions? kept = null;
        using var host = new LimitedWorld(o => kept = o);
        _ = host.Limiter;
        Assert.Throws<InvalidOperationException>(() => kept!.PerTenant = new RequestRates());
        Assert.Throws<InvalidOperationException>(() => kept!.For(TestWorld.Acme, new RequestRates()));
    }
}
