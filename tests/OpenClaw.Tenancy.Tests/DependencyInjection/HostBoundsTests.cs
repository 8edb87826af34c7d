using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.DependencyInjection;

/// <summary>The bounds of the whole host and of break-glass are as exact as those of its parts, and each wrong option is named beside the others.</summary>
public sealed class HostBoundsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void Tenancy()
    {
        var bounds = new OptionBounds<TenancyOptions>(static (b, set) => b.Services.Configure(set)) { IsFixed = true };

        bounds.Takes(
            static o => (o.EvaluatorTimeout, o.DependencyTimeout, o.MaxSnapshotAge, o.ForeignAttemptWindow) = (Tick, Tick, Tick, Second),
            static o => (o.EvaluatorTimeout, o.DependencyTimeout, o.MaxSnapshotAge, o.ForeignAttemptWindow) = (Minute, Minute, Hour, Day),
            static o => o.MaxTenants = 0,
            static o => o.MaxTenants = int.MaxValue,
            static o => o.MaxStrangerRecordsPerSecond = 1);
        bounds.Refuses("EvaluatorTimeout", static o => o.EvaluatorTimeout = TimeSpan.Zero, static o => o.EvaluatorTimeout = Minute + Tick);
        bounds.Refuses("DependencyTimeout", static o => o.DependencyTimeout = TimeSpan.Zero, static o => o.DependencyTimeout = Minute + Tick);
        bounds.Refuses("MaxSnapshotAge", static o => o.MaxSnapshotAge = TimeSpan.Zero, static o => o.MaxSnapshotAge = Hour + Tick);
        bounds.Refuses("ForeignAttemptWindow", static o => o.ForeignAttemptWindow = Second - Tick, static o => o.ForeignAttemptWindow = Day + Tick);
        bounds.Refuses("MaxTenants", static o => o.MaxTenants = -1);
        bounds.Refuses("MaxStrangerRecordsPerSecond", static o => o.MaxStrangerRecordsPerSecond = 0);
    }

    [Fact]
    public void BreakGlass()
    {
        foreach (TimeSpan bound in (TimeSpan[])[Second, Day])
        {
            using var world = new BreakGlassWorld(breakGlass: o => (o.MaxDuration, o.PendingLifetime) = (bound, bound));
        }

        foreach (TimeSpan wrong in (TimeSpan[])[Second - Tick, Day + Tick])
        {
            Assert.Equal(
                ["Set BreakGlassOptions.MaxDuration", "Set BreakGlassOptions.PendingLifetime"],
                Assert.Throws<OptionsValidationException>(() => new BreakGlassWorld(breakGlass: o => (o.MaxDuration, o.PendingLifetime) = (wrong, wrong)))
                    .Failures.Select(static f => f.Split(" to ")[0]));
        }
    }

    /// <summary>The shorter of two options hangs on the longer one, and both are named.</summary>
    [Fact]
    public void Bound_that_makes_another_option_wrong_is_named_beside_it()
    {
        using var world = new TestWorld(build: static b =>
        {
            b.AddApprovals(static o => o.MaxLifetime = TimeSpan.Zero).AddTenantJobs(static o => o.MaxRetryDelay = TimeSpan.Zero);
            b.Services.AddSingleton<ITenantJobStore>(new HeldJobs());
        });

        Assert.Equal(["Set ApprovalOptions.MaxLifetime", "Set ApprovalOptions.DefaultLifetime"], Refused<ApprovalOptions>(world));
        Assert.Equal(["Set TenantJobOptions.MaxRetryDelay", "Set TenantJobOptions.FirstRetryDelay"], Refused<TenantJobOptions>(world));
    }

    private static IEnumerable<string> Refused<TOptions>(TestWorld world)
        where TOptions : class =>
        Assert.Throws<OptionsValidationException>(() => world.Services.GetRequiredService<IOptions<TOptions>>().Value).Failures.Select(static f => f.Split(" to ")[0]);
}
