using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Hosting.Tests.Shared;
using OpenClaw.Tenancy.Telemetry;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.Hosting.Tests.Health;

/// <summary>The health, the age and the spans of a directory whose journal ceases to answer, and answers again.</summary>
public sealed class DirectoryHealthTests
{
    private static readonly string Acme = DirectoryChange.Register(new TenantRegistration(TestWorld.Acme)).ToText();

    [Fact]
    public async Task Journal_that_ceases_to_answer_is_behind_then_down_then_well_again()
    {
        var time = new ManualTime();
        var journal = new FakeJournal(time);
        journal.Append(Acme);
        using var caught = new CaughtMetrics();
        using var host = new SharedHost(journal, time, more: b =>
        {
            b.Services.AddSingleton<IMeterFactory>(caught);
            b.Services.AddHealthChecks().AddTenancyHealthChecks();
        });
        await host.StartAsync();
        _ = host.Service<Authorization.PolicyEngine>();
        Assert.Equal(HealthStatus.Healthy, (await Health(host)).Status);

        journal.BeforeAnswer = static _ => throw new IOException("canary");
        time.Advance(TimeSpan.FromSeconds(16));
        HealthReportEntry behind = await Health(host);
        Assert.Equal((HealthStatus.Degraded, 16.0), (behind.Status, behind.Data["age_seconds"]));
        time.Advance(TimeSpan.FromSeconds(15));
        HealthReportEntry down = await Health(host);
        Assert.Equal((HealthStatus.Unhealthy, "The tenant directory is too old to decide by."), (down.Status, down.Description));
        Assert.Equal(DenyReason.DependencyUnavailable, host.ReasonFor("acme"));
        Assert.Equal(31, caught.Collect()["openclaw.tenancy.directory.snapshot.age"]);
        Assert.DoesNotContain("canary", down.Text(), StringComparison.Ordinal);

        journal.BeforeAnswer = static _ => Task.CompletedTask;
        journal.Signal();
        await SharedHost.Until(() => host.ReasonFor("acme") is null);
        Assert.Equal(HealthStatus.Healthy, (await Health(host)).Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task Reading_that_brought_something_or_failed_is_a_span_and_a_poll_that_found_nothing_is_none()
    {
        var time = new ManualTime();
        var journal = new FakeJournal(time);
        journal.Append(Acme);
        using var host = new SharedHost(journal, time);
        ActivitySource own = host.Service<TenancyTelemetry>().Spans;
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, own),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await host.StartAsync();
        int readings = journal.Readings;
        journal.Signal();
        await SharedHost.Until(() => journal.Readings > readings);
        journal.BeforeAnswer = static _ => throw new IOException("canary");
        journal.Signal();
        await SharedHost.Until(() => ended.Count == 2);

        Assert.Equal(["ok", "failed"], ended.Select(static a => a.GetTagItem(TenancyTelemetry.OutcomeTag)));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error], ended.Select(static a => a.Status));
        Assert.All(ended, static a => Assert.Equal("openclaw.tenancy.directory.refresh", a.OperationName));
        Assert.All(ended, static a => Assert.Null(a.StatusDescription));
        Assert.All(ended, static a => Assert.Equal([TenancyTelemetry.OutcomeTag], a.TagObjects.Select(static t => t.Key)));
        await host.StopAsync();
    }

    private static Task<HealthReportEntry> Health(SharedHost host) => host.Service<IServiceProvider>().HealthAsync(TenancyHealthSubject.Directory);
}
