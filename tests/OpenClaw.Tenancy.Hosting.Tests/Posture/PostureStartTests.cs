using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Hosting.Posture;
using OpenClaw.Tenancy.Hosting.Tests.Health;
using OpenClaw.Tenancy.Hosting.Tests.Shared;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Posture;

/// <summary>A host that is something of the no-go list does not start in production, says all of it, and is unhealthy.</summary>
public sealed class PostureStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sound_host_starts_in_production_and_is_healthy()
    {
        using IHost host = PostureHost.Build(static b => b.UseLedger(static _ => new DurableLedger()));

        await host.StartAsync(Token);

        HealthReportEntry health = await host.Services.HealthAsync("openclaw.tenancy.posture");
        Assert.Equal((HealthStatus.Healthy, "The host is nothing of the no-go list."), (health.Status, health.Description));
        Assert.Equal(7, health.Data.Count);
        Assert.All(health.Data.Values, static v => Assert.Equal(0.0, v));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task All_that_is_found_refuses_the_start_in_production_at_once()
    {
        using IHost host = PostureHost.Build(static b => b.Services.AddSingleton<ITenancyPostureRule>(new ScriptedRule(TenancyNoGo.RowSecurityOff, static _ => new(["rows"]))));

        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => host.StartAsync(Token));

        Assert.Equal(2, refused.Errors.Count);
        Assert.StartsWith("OCT2901: ledger_absent: The audit ledger ends with the process.", refused.Errors[0], StringComparison.Ordinal);
        Assert.Equal("OCT2901: row_security_off: rows", refused.Errors[1]);
    }

    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Production", false, true)]
    [InlineData("Development", true, false)]
    [InlineData("production", null, false)]
    public async Task Where_it_refuses_is_the_environment_or_what_the_host_said(string environment, bool? refuses, bool starts)
    {
        var log = new EventLog();
        using IHost host = PostureHost.Build(b => b.Services.AddLogging(l => l.AddProvider(log)), environment, o => o.RefusesStart = refuses);

        Exception? failed = await Record.ExceptionAsync(() => host.StartAsync(Token));

        Assert.Equal(starts, failed is null);
        Assert.Equal(starts, log.Events.Contains(2901));
        HealthReportEntry health = await host.Services.HealthAsync("openclaw.tenancy.posture");
        Assert.Equal((HealthStatus.Unhealthy, 1.0), (health.Status, health.Data["ledger_absent"]));
    }

    [Fact]
    public async Task What_is_accepted_starts_is_told_with_its_reason_and_is_degraded()
    {
        using IHost host = PostureHost.Build(static _ => { }, posture: static o => o.Accept(TenancyNoGo.LedgerAbsent, "a demonstration on one machine"));

        await host.StartAsync(Token);

        TenancyPostureReport report = await host.LookAsync();
        Assert.True(report.IsSound);
        Assert.Contains("ledger_absent: accepted (a demonstration on one machine)\n  The audit ledger", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Degraded, (await host.Services.HealthAsync("openclaw.tenancy.posture")).Status);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Acceptance_of_one_entry_accepts_no_other()
    {
        using IHost host = PostureHost.Build(static _ => { }, posture: static o => o.Accept(TenancyNoGo.ForeignQuery, "one tenant has this database"));

        _ = await Assert.ThrowsAsync<TenancyConfigurationException>(() => host.StartAsync(Token));
    }

    [Theory]
    [InlineData(TenancyNoGo.Unspecified, "a reason that is long")]
    [InlineData((TenancyNoGo)99, "a reason that is long")]
    [InlineData(TenancyNoGo.LedgerAbsent, "short")]
    [InlineData(TenancyNoGo.LedgerAbsent, "  short    ")]
    [InlineData(TenancyNoGo.LedgerAbsent, "two lines\nof a reason")]
    public void Acceptance_needs_an_entry_and_a_reason(TenancyNoGo noGo, string reason) =>
        Assert.Throws<ArgumentException>(() => new TenancyPostureOptions().Accept(noGo, reason));
}
