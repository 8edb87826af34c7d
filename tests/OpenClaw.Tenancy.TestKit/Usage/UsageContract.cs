using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Usage;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Usage;

/// <summary>What every store of usage does.</summary>
public abstract class UsageContract
{
    protected static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    protected static readonly DateOnly Today = new(2026, 1, 1);

    private static readonly string?[] Names = [null, "anthropic", "openai", "OpenAI", "a'; DROP TABLE tenancy_usage_days; --", "Ä%_", "x"];

    /// <summary>A host with the store under test.</summary>
    protected abstract TestWorld Open();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static UsageEvent Event(string id, DateTimeOffset? at = null) => new() { Id = id, OccurredAt = at ?? Noon, Messages = 1, InputTokens = 3, OutputTokens = 4, Cost = 0.01m };

    [Fact]
    public async Task The_sums_of_each_tenant_equal_its_events()
    {
        using TestWorld world = Open();
        IUsageStore store = StoreOf(world);
        TenantId[] tenants = [TestWorld.Acme, TestWorld.Globex, TestWorld.Initech];
        int seed = int.TryParse(Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_SEED"), out int given) ? given : Environment.TickCount;
        var random = new Random(seed);
        (TenantId Tenant, UsageEvent Event)[] all = [.. Enumerable.Range(0, 240).Select(i => (tenants[random.Next(3)], Some(random, i)))];
        await Parallel.ForEachAsync(all.Concat(all.Take(60)), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (one, token) =>
        {
            using var scope = new UsageScope(world, one.Tenant);
            Assert.Contains(await store.AddAsync(scope.Access, one.Event, reservation: null, token), new[] { UsageOutcome.Counted, UsageOutcome.CountedBefore });
        });

        var query = new UsageQuery(Today.AddDays(-2), Today.AddDays(1));
        foreach (TenantId tenant in tenants)
        {
            UsageEvent[] own = [.. all.Where(a => a.Tenant == tenant && a.Event.Day >= query.From && a.Event.Day <= query.To).Select(static a => a.Event)];
            UsageReport report = await ReadAsync(world, tenant, query);
            string told = $"seed {seed}";
            Assert.True(Sum(own) == report.Totals, told);
            Assert.True(own.GroupBy(static e => e.Day).OrderBy(static d => d.Key).Select(static d => new UsageDay(d.Key, Sum(d))).SequenceEqual(report.Daily), told);
            Assert.True(
                own.GroupBy(static e => (e.Provider, e.Model)).Select(static m => new UsageModel(m.Key.Provider, m.Key.Model, Sum(m))).ToHashSet().SetEquals(report.ByModel), told);
        }
    }

    [Fact]
    public async Task An_event_counts_to_the_UTC_day_that_it_happened_on()
    {
        using TestWorld world = Open();
        var midnight = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] moments = [midnight.AddTicks(-1), midnight, midnight.AddTicks(1), new(2026, 1, 2, 13, 59, 59, TimeSpan.FromHours(14)), new(2026, 1, 1, 12, 0, 0, TimeSpan.FromHours(-12))];
        foreach ((int i, DateTimeOffset at) in moments.Index())
        {
            Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event($"e{i}", at)));
        }

        UsageReport report = await ReadAsync(world, TestWorld.Acme, new UsageQuery(Today, Today.AddDays(1)));
        Assert.Equal([(Today, 2), (Today.AddDays(1), 3)], report.Daily.Select(static d => (d.Date, (int)d.Totals.Events)));
        Assert.Equal(2, (await ReadAsync(world, TestWorld.Acme, new UsageQuery(Today, Today))).Totals.Messages);
    }

    [Fact]
    public async Task An_id_counts_once_in_its_tenant_also_when_many_write_it_at_once()
    {
        using TestWorld world = Open();
        IUsageStore store = StoreOf(world);
        using var scope = new UsageScope(world, TestWorld.Acme);
        UsageOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            _ => Task.Run(async () => await store.AddAsync(scope.Access, Event("same"), reservation: null, Token), Token)));
        Assert.Single(outcomes, UsageOutcome.Counted);
        Assert.Equal(39, outcomes.Count(static o => o == UsageOutcome.CountedBefore));

        // What the first one said stays, and another tenant's id is another id.
        Assert.Equal(UsageOutcome.CountedBefore, await AddAsync(world, TestWorld.Acme, Event("same") with { InputTokens = 99 }));
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Globex, Event("same")));
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event("SAME")));
        Assert.Equal(6, (await ReadAsync(world, TestWorld.Acme)).Totals.InputTokens);
        Assert.Equal(3, (await ReadAsync(world, TestWorld.Globex)).Totals.InputTokens);
        Assert.Equal(UsageTotals.None, (await ReadAsync(world, TestWorld.Initech)).Totals);
    }

    [Fact]
    public async Task A_sum_that_a_day_cannot_hold_counts_nothing_and_the_id_stays_free()
    {
        using TestWorld world = Open();
        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event($"e{i}") with { Cost = 1_000_000 }));
        }

        UsageTotals before = (await ReadAsync(world, TestWorld.Acme)).Totals;
        Assert.Equal(UsageOutcome.Overflow, await AddAsync(world, TestWorld.Acme, Event("last") with { Cost = 1_000_000 }));
        Assert.Equal(before, (await ReadAsync(world, TestWorld.Acme)).Totals);
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event("last") with { Cost = 7_199.254740991m }));
        Assert.Equal(9_007_199.254740991m, (await ReadAsync(world, TestWorld.Acme)).Totals.Cost);
        Assert.Equal(UsageOutcome.Overflow, await AddAsync(world, TestWorld.Acme, Event("more") with { Cost = 0.000000001m }));
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Globex, Event("last") with { Cost = 1_000_000 }));
    }

    [Fact]
    public async Task Past_a_hundred_models_the_rest_is_one_sum_and_all_together_are_the_total()
    {
        using TestWorld world = Open();
        for (int i = 0; i < 104; i++)
        {
            Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event($"e{i}") with { Model = $"m{i:000}" }));
        }

        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event("again") with { Model = "m000" }));
        UsageReport report = await ReadAsync(world, TestWorld.Acme);
        Assert.Equal(101, report.ByModel.Count);
        Assert.Equal(4, Assert.Single(report.ByModel, static m => m.IsRest).Totals.Events);
        Assert.Equal(2, report.ByModel[0].Totals.Events);
        Assert.Equal(report.Totals, report.ByModel.Aggregate(UsageTotals.None, static (sum, m) => sum.Plus(m.Totals)));
    }

    [Fact]
    public async Task Nobody_writes_or_reads_by_a_claim_that_has_ended()
    {
        using TestWorld world = Open();
        IUsageStore store = StoreOf(world);
        using var scope = new UsageScope(world, TestWorld.Acme);
        Assert.Equal(UsageOutcome.Counted, await store.AddAsync(scope.Access, Event("e"), reservation: null, Token));
        world.Directory.SetStatus(TestWorld.Acme, OpenClaw.Tenancy.Directory.TenantStatus.Suspended);
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await store.AddAsync(scope.Access, Event("f"), reservation: null, Token));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await store.ReadAsync(scope.Access, new UsageQuery(Today, Today), Token));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await store.StandAsync(scope.Access, Today, Token));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await store.ReserveAsync(scope.Access, Today, new UsageAmounts(), UsageAmounts.Unlimited, Token));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await store.NoteWarningAsync(scope.Access, Today, UsageMeasure.Cost, Token));
        world.Directory.SetStatus(TestWorld.Acme, OpenClaw.Tenancy.Directory.TenantStatus.Active);
        world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await ReadAsync(world, TestWorld.Acme)).Totals.Events);
    }

    protected static IUsageStore StoreOf(TestWorld world) => world.Services.GetRequiredService<IUsageStore>();

    protected static async Task<UsageOutcome> AddAsync(TestWorld world, TenantId tenant, UsageEvent usage, UsageReservation? reservation = null)
    {
        using var scope = new UsageScope(world, tenant);
        return await StoreOf(world).AddAsync(scope.Access, usage, reservation, Token);
    }

    protected static async Task<UsageReport> ReadAsync(TestWorld world, TenantId tenant, UsageQuery? query = null)
    {
        using var scope = new UsageScope(world, tenant);
        return await StoreOf(world).ReadAsync(scope.Access, query ?? new UsageQuery(Today, Today), Token);
    }

    protected static UsageTotals Sum(IEnumerable<UsageEvent> events) => events.Aggregate(UsageTotals.None, static (sum, e) => sum.Plus(UsageTotals.Of(e)));

    private static UsageEvent Some(Random random, int number) => new()
    {
        Id = $"event-{number}",
        OccurredAt = Noon.AddSeconds(random.Next(-3 * 86_400, 3 * 86_400)).ToOffset(TimeSpan.FromHours(random.Next(-12, 15))),
        AgentId = Names[random.Next(Names.Length)],
        SessionId = Names[random.Next(Names.Length)],
        Provider = Names[random.Next(Names.Length)],
        Model = Names[random.Next(Names.Length)],
        InputTokens = random.NextInt64(1_000_000),
        OutputTokens = random.NextInt64(1_000_000),
        CacheReadTokens = random.Next(3) == 0 ? random.NextInt64(1_000_000) : 0,
        CacheWriteTokens = random.Next(3) == 0 ? random.NextInt64(1_000_000) : 0,
        ToolCalls = random.Next(9),
        Messages = random.Next(3),
        Cost = random.NextInt64(1_000_000_000_000) / 1_000_000_000m,
    };
}
