using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Limits;

/// <summary>How much a limiter remembers: tenants and users that asked lately, and no name that somebody invented.</summary>
public sealed class LimiterBoundTests
{
    private static readonly int Invented = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 1_000_000 : 100_000;

    [Fact]
    public void Invented_tenants_leave_nothing_behind()
    {
        using var host = new LimitedWorld(static o => (o.PerTenant, o.PerUser) = (new RequestRates { RequestsPerSecond = 1 }, new RequestRates { RequestsPerSecond = 1 }));
        host.Ask(TestWorld.Acme);
        int asked = 0;
        for (int i = 0; i < Invented; i++)
        {
            // What a request does: a claim is accepted, and its limits are asked. A tenant that is not in the directory has no claim.
            if (host.Accept($"invented-{i}") is { } claim)
            {
                asked++;
                host.Ask(claim);
            }
        }

        Assert.Equal((0, 1, 1), (asked, host.Limiter.Tenants, host.Limiter.Users));
        Assert.Throws<ArgumentNullException>(() => host.Limiter.Acquire(default));
    }

    [Fact]
    public void A_key_is_made_of_an_accepted_claim_alone()
    {
        Assert.Empty(typeof(LimitKey).GetConstructors());
        Assert.Null(default(LimitKey).Tenant);
        Assert.All(typeof(LimitKey).GetMethods().Where(static m => m.IsStatic && m.ReturnType == typeof(LimitKey)), static m =>
            Assert.Equal(typeof(VerifiedTenantClaim), Assert.Single(m.GetParameters()).ParameterType));
    }

    [Fact]
    public void Users_of_one_tenant_are_bounded_and_others_do_not_notice()
    {
        using var host = new LimitedWorld(static o => (o.PerUser, o.MaxUsersPerTenant) = (new RequestRates { RequestsPerSecond = 1, Burst = 1 }, 50));
        int[] allowed = [.. Enumerable.Range(0, 200).Select(i => host.Ask(TestWorld.Acme, $"user-{i}").IsAllowed ? 1 : 0)];
        Assert.Equal((50, 50), (allowed.Sum(), host.Limiter.Users));
        Assert.True(host.Ask(TestWorld.Globex, "user-150").IsAllowed);

        // Once they rest there is room again.
        host.World.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(host.Ask(TestWorld.Acme, "user-150").IsAllowed);
        Assert.InRange(host.Limiter.Users, 1, 2);
    }

    [Fact]
    public void What_rests_is_forgotten_and_what_is_owed_is_not()
    {
        using var host = new LimitedWorld(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 0.01, Burst = 1, Concurrent = 9 });
        using LimitLease held = host.Ask(TestWorld.Globex);
        host.Ask(TestWorld.Acme).Dispose();
        Assert.Equal(2, host.Limiter.Tenants);

        // The bucket is filled in a hundred seconds. Until then the share stays.
        host.World.Time.Advance(TimeSpan.FromSeconds(95));
        Assert.Equal(2, host.Limiter.Tenants);
        Assert.False(host.Ask(TestWorld.Acme).IsAllowed);
        host.World.Time.Advance(TimeSpan.FromMinutes(5));

        // Acme's share went; that of a request which goes on did not.
        Assert.Equal(1, host.Limiter.Tenants);
        held.Dispose();
        host.World.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(0, host.Limiter.Tenants);
        Assert.True(host.Ask(TestWorld.Acme).IsAllowed);
    }

    [Fact]
    public async Task Forgetting_beside_requests_gives_nothing_twice()
    {
        using var host = new LimitedWorld(static o => o.PerTenant = new RequestRates { Concurrent = 3 });
        VerifiedTenantClaim claim = host.Claim(TestWorld.Acme);
        int inside = 0;
        int most = 0;
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        Task sweeps = Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                host.World.Time.Advance(TimeSpan.FromSeconds(10));
            }
        }, TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                using LimitLease lease = host.Ask(claim);
                if (lease.IsAllowed)
                {
                    int now = Interlocked.Increment(ref inside);
                    InterlockedMax(ref most, now);
                    Thread.Yield();
                    Interlocked.Decrement(ref inside);
                }
            }
        })));
        await sweeps;
        Assert.InRange(most, 1, 3);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
