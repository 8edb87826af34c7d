using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Hosting.Usage;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Usage;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Tests.Limits;

/// <summary>What each tenant may use in a day: warned of, refused, and refused where nobody knows.</summary>
public sealed class TenantQuotaTests : IDisposable
{
    private static readonly UsageAmounts One = new() { Messages = 1 };

    private readonly DurableLedger _ledger = new();
    private readonly List<TestWorld> _worlds = [];

    public void Dispose() => _worlds.ForEach(static w => w.Dispose());

    [Fact]
    public async Task Soft_is_allowed_and_said_and_recorded_once_a_day_and_hard_is_refused_and_recorded()
    {
        TestWorld world = Open(static o => o.PerTenant = new QuotaLimits { SoftMessages = 2, HardMessages = 4 });
        Assert.Empty((await UseAsync(world, "a")).Warnings);
        Assert.Empty((await UseAsync(world, "b")).Warnings);
        Assert.Equal([UsageMeasure.Messages], (await UseAsync(world, "c")).Warnings);
        Assert.Equal([UsageMeasure.Messages], (await UseAsync(world, "d")).Warnings);
        AuditEnvelope warned = Assert.Single(_ledger.Emitted);
        Assert.Equal(("acme", "usage.reserve", AuditOutcome.Allowed, "quota_warning", "messages"), (warned.Tenant.ToString(), warned.Action, warned.Outcome, warned.ReasonCode, warned.Detail));

        QuotaAnswer refused = await UseAsync(world, "e");
        Assert.Equal((LimitOutcome.QuotaExceeded, null), (refused.Outcome, refused.Reservation));
        Assert.Equal(("acme", "usage.reserve", AuditOutcome.Denied, "quota_exceeded"), Told(_ledger.Emitted[^1]));
        Assert.Equal(2, _ledger.Emitted.Count);

        // Another tenant has its own, and the next day begins anew, with a warning of its own.
        Assert.True((await UseAsync(world, "a", TestWorld.Globex)).IsAllowed);
        world.Time.Advance(TimeSpan.FromDays(1));
        for (int i = 0; i < 3; i++)
        {
            Assert.True((await UseAsync(world, $"next{i}")).IsAllowed);
        }

        Assert.Equal("quota_warning", _ledger.Emitted[^1].ReasonCode);
    }

    [Fact]
    public async Task An_act_that_nobody_estimated_is_refused_when_everything_is_used_up()
    {
        TestWorld world = Open(static o => o.PerTenant = new QuotaLimits { HardTokens = 10 });
        using var scope = new UsageScope(world, TestWorld.Acme);
        await using (QuotaAnswer first = await Quotas(world).ReserveAsync(scope.Context, new UsageAmounts(), default))
        {
            Assert.Equal(UsageOutcome.Counted, await Usage(world).RecordAsync(scope.Context, Event(world, "e") with { InputTokens = 10 }, first.Reservation));
        }

        Assert.Equal(LimitOutcome.QuotaExceeded, (await Quotas(world).ReserveAsync(scope.Context, new UsageAmounts(), default)).Outcome);
        QuotaStanding standing = Assert.Single(await Quotas(world).ReadAsync(scope.Context));
        Assert.Equal(new QuotaStanding(UsageMeasure.Tokens, null, 10, 10, 0), standing);
    }

    [Fact]
    public async Task What_fails_gives_back_what_it_reserved()
    {
        TestWorld world = Open(static o => o.PerTenant = new QuotaLimits { HardMessages = 1, HardCost = 1 });
        using var scope = new UsageScope(world, TestWorld.Acme);
        for (int i = 0; i < 5; i++)
        {
            await using QuotaAnswer answer = await Quotas(world).ReserveAsync(scope.Context, One, default);
            Assert.True(answer.IsAllowed);
            Assert.False((await Quotas(world).ReserveAsync(scope.Context, One, default)).IsAllowed);
        }

        Assert.Equal([0m, 0m], (await Quotas(world).ReadAsync(scope.Context)).Select(static q => q.Used));
        Assert.Equal([1m, 1m], (await Quotas(world).ReadAsync(scope.Context)).Select(static q => q.Remaining));
    }

    [Fact]
    public async Task A_clock_that_goes_back_over_midnight_gives_nobody_more_than_a_days_part_of_a_day()
    {
        TestWorld world = Open(static o => o.PerTenant = new QuotaLimits { HardMessages = 2 });
        using var scope = new UsageScope(world, TestWorld.Acme);
        Dictionary<DateOnly, int> allowed = [];
        world.Time.Set(new DateTimeOffset(2026, 1, 1, 23, 59, 58, TimeSpan.Zero));
        using var kept = new UsageScope(world, TestWorld.Acme);
        for (int i = 0; i < 12; i++)
        {
            DateOnly day = DateOnly.FromDateTime(world.Time.Now.UtcDateTime);
            QuotaAnswer answer = await Quotas(world).ReserveAsync(kept.Context, One, default);
            allowed[day] = allowed.GetValueOrDefault(day) + (answer.IsAllowed ? 1 : 0);
            if (answer.IsAllowed)
            {
                await Usage(world).RecordAsync(kept.Context, Event(world, $"e{i}"), answer.Reservation);
            }

            world.Time.Set(TimeSpan.FromSeconds(i % 2 == 0 ? 4 : -4));
        }

        Assert.Equal([2, 2], allowed.Values);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("hangs")]
    public async Task A_store_that_does_not_answer_refuses_and_what_comes_too_late_is_given_back(string how)
    {
        var store = new SwitchedUsageStore();
        TestWorld world = Open(static o => o.PerTenant = new QuotaLimits { HardMessages = 5 }, store);
        using var scope = new UsageScope(world, TestWorld.Acme);
        store.Inner = new InMemoryUsageStore(world.Time);
        store.Fault = how;
        Task<QuotaAnswer> asked = Quotas(world).ReserveAsync(scope.Context, One, TestContext.Current.CancellationToken).AsTask();
        if (how != "throws")
        {
            Assert.False(asked.IsCompleted);
            world.Time.Advance(TimeSpan.FromSeconds(6));
        }

        Assert.Equal(LimitOutcome.Unavailable, (await asked).Outcome);
        Assert.Equal(("usage.reserve", "dependency_unavailable"), (Assert.Single(_ledger.Emitted).Action, _ledger.Emitted[0].ReasonCode));
        store.Fault = null;
        store.Answer();
        for (int i = 0; i < 6_000 && how == "hangs" && store.Released == 0; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(how == "hangs" ? 1 : 0, store.Released);
        Assert.Equal(5, (await Standing(world, scope)).Remaining);
    }

    [Fact]
    public async Task A_clock_that_fails_refuses()
    {
        var time = new FailingTime();
        TestWorld world = Open(static o => o.PerTenant = new QuotaLimits { HardMessages = 5 });
        using var scope = new UsageScope(world, TestWorld.Acme);
        using var clocked = new TestWorld(build: b =>
        {
            b.Services.AddSingleton<TimeProvider>(time);
            b.Services.AddSingleton<IUsageStore>(new InMemoryUsageStore(world.Time));
            b.AddUsageQuotas(static o => o.PerTenant = new QuotaLimits { HardMessages = 5 });
        });
        TenantQuotas failing = Quotas(clocked);
        time.Fails = true;
        Assert.Equal(LimitOutcome.Unavailable, (await failing.ReserveAsync(scope.Context, One, default)).Outcome);
    }

    [Fact]
    public async Task What_cannot_be_given_back_stays_taken()
    {
        var store = new SwitchedUsageStore();
        TestWorld world = Open(static o => o.PerTenant = new QuotaLimits { HardMessages = 1 }, store);
        store.Inner = new InMemoryUsageStore(world.Time);
        using var scope = new UsageScope(world, TestWorld.Acme);
        QuotaAnswer answer = await Quotas(world).ReserveAsync(scope.Context, One, default);
        store.Fault = "throws";
        await answer.DisposeAsync();
        store.Fault = null;
        await answer.DisposeAsync();
        Assert.Equal(LimitOutcome.QuotaExceeded, (await Quotas(world).ReserveAsync(scope.Context, One, default)).Outcome);
        world.Time.Set(TimeSpan.FromDays(1));
        using var tomorrow = new UsageScope(world, TestWorld.Acme);
        Assert.True((await Quotas(world).ReserveAsync(tomorrow.Context, One, default)).IsAllowed);
    }

    [Fact]
    public async Task A_tenant_without_quotas_costs_no_look_at_the_store()
    {
        var store = new SwitchedUsageStore { Fault = "throws" };
        TestWorld world = Open(static o => o.For(TestWorld.Globex, new QuotaLimits { HardMessages = 1 }), store);
        using var acme = new UsageScope(world, TestWorld.Acme);
        using var globex = new UsageScope(world, TestWorld.Globex);
        Assert.True((await Quotas(world).ReserveAsync(acme.Context, One, default)).IsAllowed);
        Assert.Empty(await Quotas(world).ReadAsync(acme.Context));
        Assert.Equal(LimitOutcome.Unavailable, (await Quotas(world).ReserveAsync(globex.Context, One, default)).Outcome);
    }

    [Fact]
    public async Task A_dead_scope_reserves_nothing()
    {
        TestWorld world = Open(static o => o.PerTenant = new QuotaLimits { HardMessages = 1 });
        using var scope = new UsageScope(world, TestWorld.Acme);
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await Quotas(world).ReserveAsync(scope.Context, One, default));
    }

    [Fact]
    public void Wrong_quotas_refuse_the_start_all_at_once()
    {
        TestWorld world = Open(static o =>
        {
            o.PerTenant = new QuotaLimits { SoftTokens = -1, SoftMessages = 5, HardMessages = 4, HardCost = 0.0000000001m };
            o.For(TestWorld.Acme, new QuotaLimits { HardToolCalls = long.MaxValue });
        });
        Assert.Equal(
            [
                "Set QuotaLimits.SoftTokens and QuotaLimits.HardTokens of PerTenant to 0 or more and at most 9007199254740991, or to null for no limit.",
                "Set QuotaLimits.SoftMessages of PerTenant to at most HardMessages: nobody would ever be warned.",
                "Set QuotaLimits.HardCost of PerTenant to a number with at most 9 decimals.",
                "Set QuotaLimits.SoftToolCalls and QuotaLimits.HardToolCalls of acme to 0 or more and at most 9007199254740991, or to null for no limit.",
            ],
            Assert.Throws<OptionsValidationException>(() => Quotas(world)).Failures);
    }

    private static (string, string, AuditOutcome, string) Told(AuditEnvelope e) => (e.Tenant.ToString(), e.Action, e.Outcome, e.ReasonCode);

    private static TenantQuotas Quotas(TestWorld world) => world.Services.GetRequiredService<TenantQuotas>();

    private static TenantUsage Usage(TestWorld world) => world.Services.GetRequiredService<TenantUsage>();

    private static UsageEvent Event(TestWorld world, string id) => new() { Id = id, OccurredAt = world.Time.Now, Messages = 1 };

    private static async Task<QuotaStanding> Standing(TestWorld world, UsageScope scope) => Assert.Single(await Quotas(world).ReadAsync(scope.Context));

    private static async Task<QuotaAnswer> UseAsync(TestWorld world, string id, TenantId? tenant = null)
    {
        using var scope = new UsageScope(world, tenant ?? TestWorld.Acme);
        QuotaAnswer answer = await Quotas(world).ReserveAsync(scope.Context, One, default);
        if (answer.IsAllowed)
        {
            Assert.Equal(UsageOutcome.Counted, await Usage(world).RecordAsync(scope.Context, Event(world, id), answer.Reservation));
        }

        return answer;
    }

    private TestWorld Open(Action<UsageQuotaOptions> quotas, IUsageStore? store = null)
    {
        var world = new TestWorld(build: b =>
        {
            if (store is not null)
            {
                b.Services.AddSingleton(store);
            }

            b.AddUsageQuotas(quotas).UseLedger(_ => _ledger);
        });
        _worlds.Add(world);
        return world;
    }
}
