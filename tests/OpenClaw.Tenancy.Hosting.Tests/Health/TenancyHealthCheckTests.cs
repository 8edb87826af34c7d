using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Health;

/// <summary>A check says a state, a fixed sentence and numbers, whatever becomes of the probe behind it.</summary>
public sealed class TenancyHealthCheckTests
{
    [Fact]
    public async Task Probe_that_throws_is_unhealthy_and_nobody_is_told_why()
    {
        using TestWorld world = With(new FaultyProbe(static _ => throw new InvalidOperationException("canary of acme")));

        HealthReportEntry entry = await world.Services.HealthAsync("tests.probe");

        Assert.Equal((HealthStatus.Unhealthy, "down", null), (entry.Status, entry.Description, entry.Exception));
        Assert.DoesNotContain("canary", entry.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_that_hangs_is_unhealthy_in_time_and_is_told_to_end()
    {
        var told = new TaskCompletionSource();
        using TestWorld world = With(new FaultyProbe(async token =>
        {
            await using CancellationTokenRegistration registration = token.Register(told.SetResult);
            await new TaskCompletionSource().Task;
            return new TenancyHealth(TenancyHealthState.Healthy);
        }));

        Task<HealthReportEntry> asking = world.Services.HealthAsync("tests.probe");
        while (!asking.IsCompleted)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Equal((HealthStatus.Unhealthy, "down"), ((await asking).Status, (await asking).Description));
        await told.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(TenancyHealthState.Healthy, HealthStatus.Healthy, "well")]
    [InlineData(TenancyHealthState.Degraded, HealthStatus.Degraded, "behind")]
    [InlineData(TenancyHealthState.Unhealthy, HealthStatus.Unhealthy, "down")]
    [InlineData((TenancyHealthState)9, HealthStatus.Unhealthy, "down")]
    [InlineData((TenancyHealthState)(-1), HealthStatus.Unhealthy, "down")]
    public async Task Each_state_has_its_sentence(TenancyHealthState state, HealthStatus status, string text)
    {
        using TestWorld world = With(new FaultyProbe(_ => new ValueTask<TenancyHealth>(new TenancyHealth(state, KeyValuePair.Create("n", 2.5)))));

        HealthReportEntry entry = await world.Services.HealthAsync("tests.probe");

        Assert.Equal((status, text, 2.5), (entry.Status, entry.Description, entry.Data["n"]));
        Assert.Equal(["openclaw.tenancy"], entry.Tags);
    }

    [Fact]
    public async Task Of_several_with_one_name_the_worst_counts_and_the_greatest_number()
    {
        using TestWorld world = With(
            new FaultyProbe(static _ => new ValueTask<TenancyHealth>(new TenancyHealth(TenancyHealthState.Healthy, KeyValuePair.Create("n", 7.0)))),
            new FaultyProbe(static _ => new ValueTask<TenancyHealth>(new TenancyHealth(TenancyHealthState.Degraded, KeyValuePair.Create("n", 3.0)))));

        HealthReportEntry entry = await world.Services.HealthAsync("tests.probe");

        Assert.Equal((HealthStatus.Degraded, "behind", 7.0), (entry.Status, entry.Description, entry.Data["n"]));
    }

    [Fact]
    public async Task Called_twice_it_checks_once()
    {
        using var world = new TestWorld(build: static b =>
        {
            b.Services.AddLogging();
            b.Services.AddHealthChecks().AddTenancyHealthChecks().AddTenancyHealthChecks();
        });

        Assert.Equal([TenancyHealthSubject.Directory, TenancyHealthSubject.Ledger], (await world.Services.HealthAsync()).Entries.Keys.Order(StringComparer.Ordinal));
    }

    private static TestWorld With(params ITenancyHealthProbe[] probes) => new(build: b =>
    {
        b.Services.AddLogging();

        // Before the probes: the order does not matter.
        b.Services.AddHealthChecks().AddTenancyHealthChecks();
        Array.ForEach(probes, p => b.Services.AddSingleton(p));
    });
}
