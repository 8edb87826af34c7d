using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Hosting.Usage;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Usage;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Tests.Usage;

/// <summary>Writing usage down, and reading it, in the scope's tenant and no other.</summary>
public sealed class TenantUsageTests : IDisposable
{
    private readonly TestWorld _world = new(build: static b => b.AddTenantUsage());

    private TenantUsage Usage => _world.Services.GetRequiredService<TenantUsage>();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_tenant_is_the_scopes_and_there_is_no_way_to_name_another()
    {
        await RecordAsync(TestWorld.Acme, "e", _world.Time.Now);
        Assert.Equal(1, await CountAsync(TestWorld.Acme));
        Assert.Equal(0, await CountAsync(TestWorld.Globex));

        // The event has no member for a tenant, and the methods no parameter for one.
        Assert.DoesNotContain(typeof(UsageEvent).GetProperties(), static p => p.PropertyType == typeof(TenantId) || p.Name.Contains("Tenant", StringComparison.Ordinal));
        Assert.DoesNotContain(
            typeof(TenantUsage).GetMethods().Concat(typeof(IUsageStore).GetMethods()).SelectMany(static m => m.GetParameters()), static p => p.ParameterType == typeof(TenantId));
        Assert.Empty(typeof(UsageAccess).GetConstructors());
        Assert.Empty(typeof(UsageReservation).GetConstructors());
    }

    [Fact]
    public async Task Without_a_living_tenant_nothing_is_written()
    {
        using IServiceScope unbound = _world.Services.CreateScope();
        TenantContext context = unbound.ServiceProvider.GetRequiredService<TenantContext>();
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await Usage.RecordAsync(context, Event("e", _world.Time.Now)));

        TenantContext ended;
        using (var scope = new UsageScope(_world, TestWorld.Acme))
        {
            ended = scope.Context;
        }

        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await Usage.RecordAsync(ended, Event("e", _world.Time.Now)));
        Assert.Equal(0, await CountAsync(TestWorld.Acme));
    }

    [Fact]
    public async Task A_time_too_far_from_now_is_refused_in_both_directions()
    {
        DateTimeOffset now = _world.Time.Now;
        Assert.Equal(UsageOutcome.OutOfTime, await RecordAsync(TestWorld.Acme, "old", now.AddDays(-7).AddTicks(-1)));
        Assert.Equal(UsageOutcome.OutOfTime, await RecordAsync(TestWorld.Acme, "ahead", now.AddMinutes(5).AddTicks(1)));
        Assert.Equal(UsageOutcome.OutOfTime, await RecordAsync(TestWorld.Acme, "never", DateTimeOffset.MinValue));
        Assert.Equal(UsageOutcome.OutOfTime, await RecordAsync(TestWorld.Acme, "end", DateTimeOffset.MaxValue));
        Assert.Equal(UsageOutcome.Counted, await RecordAsync(TestWorld.Acme, "old", now.AddDays(-7)));
        Assert.Equal(UsageOutcome.Counted, await RecordAsync(TestWorld.Acme, "ahead", now.AddMinutes(5)));
    }

    [Fact]
    public async Task A_clock_that_goes_back_over_midnight_leaves_the_sums_equal_to_the_events()
    {
        _world.Time.Set(new DateTimeOffset(2026, 1, 1, 23, 59, 59, TimeSpan.Zero));
        List<DateTimeOffset> moments = [];
        for (int i = 0; i < 40; i++)
        {
            moments.Add(_world.Time.Now);
            Assert.Equal(UsageOutcome.Counted, await RecordAsync(TestWorld.Acme, $"e{i}", _world.Time.Now));

            // Over midnight, back before it, and over it again.
            _world.Time.Set(TimeSpan.FromSeconds(i % 3 == 2 ? -5 : 3));
        }

        using var scope = new UsageScope(_world, TestWorld.Acme);
        UsageReport report = await Usage.ReadAsync(scope.Context, new UsageQuery(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 2)));
        Assert.Equal(
            moments.GroupBy(static m => DateOnly.FromDateTime(m.UtcDateTime)).OrderBy(static d => d.Key).Select(static d => (d.Key, (long)d.Count())),
            report.Daily.Select(static d => (d.Date, d.Totals.Events)));
        Assert.Equal(2, report.Daily.Count);
    }

    [Theory]
    [InlineData(0.5, 5, "Set UsageOptions.MaxAge to 1 hour or more and at most 31 days.")]
    [InlineData(800, 5, "Set UsageOptions.MaxAge to 1 hour or more and at most 31 days.")]
    [InlineData(24, -1, "Set UsageOptions.MaxAhead to zero or more and at most 1 hour.")]
    [InlineData(24, 61, "Set UsageOptions.MaxAhead to zero or more and at most 1 hour.")]
    public void Wrong_options_refuse_the_start(double hours, int minutesAhead, string error)
    {
        using var world = new TestWorld(build: b => b.AddTenantUsage(o => (o.MaxAge, o.MaxAhead) = (TimeSpan.FromHours(hours), TimeSpan.FromMinutes(minutesAhead))));
        Assert.Equal([error], Assert.Throws<OptionsValidationException>(() => world.Services.GetRequiredService<TenantUsage>()).Failures);
    }

    private static UsageEvent Event(string id, DateTimeOffset at) => new() { Id = id, OccurredAt = at, Messages = 1 };

    private async Task<UsageOutcome> RecordAsync(TenantId tenant, string id, DateTimeOffset at)
    {
        using var scope = new UsageScope(_world, tenant);
        return await Usage.RecordAsync(scope.Context, Event(id, at));
    }

    private async Task<long> CountAsync(TenantId tenant)
    {
        using var scope = new UsageScope(_world, tenant);
        var day = DateOnly.FromDateTime(_world.Time.Now.UtcDateTime);
        return (await Usage.ReadAsync(scope.Context, new UsageQuery(day.AddDays(-10), day.AddDays(10)))).Totals.Events;
    }
}
