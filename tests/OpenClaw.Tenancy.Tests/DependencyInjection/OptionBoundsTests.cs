using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Tests.DependencyInjection;

/// <summary>An option takes all that its bounds allow; what they do not allow is refused at the start, and the refusal names the option.</summary>
public sealed class OptionBoundsTests
{
    private const int Million = 1_000_000;

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Approvals()
    {
        var bounds = new OptionBounds<ApprovalOptions>(static (b, set) => b.AddApprovals(set)) { IsFixed = true };

        bounds.Takes(
            static o => (o.MaxLifetime, o.DefaultLifetime) = (Day, Day),
            static o => (o.MaxLifetime, o.DefaultLifetime) = (Tick, Tick),
            static o => o.Retention = TimeSpan.Zero,
            static o => o.Retention = TimeSpan.FromDays(3660),
            static o => o.PollInterval = Tick,
            static o => o.PollInterval = Minute,
            static o => (o.MaxUses, o.MaxPending, o.EventBuffer, o.MaxWatchers) = (1, 1, 1, 1),
            static o => (o.MaxUses, o.MaxPending, o.EventBuffer, o.MaxWatchers) = (Million, Million, Million, Million));
        bounds.Refuses("MaxLifetime", static o => o.MaxLifetime = Day + Tick);
        bounds.Refuses("DefaultLifetime", static o => o.DefaultLifetime = TimeSpan.Zero, static o => (o.MaxLifetime, o.DefaultLifetime) = (Minute, Minute + Tick));
        bounds.Refuses("Retention", static o => o.Retention = -Tick, static o => o.Retention = TimeSpan.FromDays(3660) + Tick);
        bounds.Refuses("PollInterval", static o => o.PollInterval = TimeSpan.Zero, static o => o.PollInterval = Minute + Tick);
        bounds.Refuses("MaxUses", static o => o.MaxUses = 0, static o => o.MaxUses = Million + 1);
        bounds.Refuses("MaxPending", static o => o.MaxPending = 0, static o => o.MaxPending = Million + 1);
        bounds.Refuses("EventBuffer", static o => o.EventBuffer = 0, static o => o.EventBuffer = Million + 1);
        bounds.Refuses("MaxWatchers", static o => o.MaxWatchers = 0, static o => o.MaxWatchers = Million + 1);
    }

    [Fact]
    public void Events()
    {
        var bounds = new OptionBounds<EventOptions>(static (b, set) => b.AddEvents(set));

        bounds.Takes(
            static o => (o.MaxSubscribers, o.MaxSubscribersPerTenant, o.QueueLength, o.MaxFollowedSessions) = (1, 1, 1, 1),
            static o => (o.MaxSubscribers, o.MaxSubscribersPerTenant, o.QueueLength, o.MaxFollowedSessions) = (Million, Million, Million, Million),
            static o => (o.MaxEventBytes, o.QueueBytes) = (1, 1));
        bounds.Refuses("Families", static o => o.Families = null!);
        bounds.Refuses("MaxSubscribers", static o => o.MaxSubscribers = 0, static o => o.MaxSubscribers = Million + 1);
        bounds.Refuses("MaxSubscribersPerTenant", static o => o.MaxSubscribersPerTenant = 0, static o => o.MaxSubscribersPerTenant = Million + 1);
        bounds.Refuses("QueueLength", static o => o.QueueLength = 0, static o => o.QueueLength = Million + 1);
        bounds.Refuses("MaxFollowedSessions", static o => o.MaxFollowedSessions = 0, static o => o.MaxFollowedSessions = Million + 1);
        bounds.Refuses("MaxEventBytes", static o => o.MaxEventBytes = 0);
        bounds.Refuses("QueueBytes", static o => (o.MaxEventBytes, o.QueueBytes) = (10, 9));
    }

    [Fact]
    public void Envelopes()
    {
        var bounds = new OptionBounds<TenantEnvelopeOptions>(static (b, set) => b.AddTenantEnvelopes(set).Services.AddSingleton<ITenancySigner>(static _ => EcdsaSigner.Generate())) { IsFixed = true };

        bounds.Takes(
            static o => (o.MaxLifetime, o.MaxBodyBytes) = (TimeSpan.FromSeconds(1), 1),
            static o => (o.MaxLifetime, o.MaxBodyBytes) = (TimeSpan.FromDays(30), 16 * 1024 * 1024));
        bounds.Refuses("MaxLifetime", static o => o.MaxLifetime = TimeSpan.FromSeconds(1) - Tick, static o => o.MaxLifetime = TimeSpan.FromDays(30) + Tick);
        bounds.Refuses("MaxBodyBytes", static o => o.MaxBodyBytes = 0, static o => o.MaxBodyBytes = (16 * 1024 * 1024) + 1);
    }

    [Fact]
    public void Jobs()
    {
        const int Most = 10_000_000;
        var bounds = new OptionBounds<TenantJobOptions>(static (b, set) => b.AddTenantJobs(set).Services
            .AddSingleton<ITenancySigner>(static _ => EcdsaSigner.Generate()).AddSingleton(DispatchProxy.Create<ITenantJobStore, EmptyStore>())) { IsFixed = true };

        bounds.Takes(
            static o => (o.MaxJobs, o.MaxJobsPerTenant, o.MaxAttempts) = (1, 1, 1),
            static o => (o.MaxJobs, o.MaxJobsPerTenant, o.MaxAttempts) = (Most, Most, 1000),
            static o => (o.FirstRetryDelay, o.MaxRetryDelay, o.RunTimeout, o.WaitInterval) = (Tick, Tick, Tick, Tick),
            static o => (o.FirstRetryDelay, o.MaxRetryDelay, o.RunTimeout, o.WaitInterval) = (Day, Day, Day, Hour));
        bounds.Refuses("MaxJobs", static o => o.MaxJobs = Most + 1);
        bounds.Refuses("MaxJobsPerTenant", static o => o.MaxJobsPerTenant = 0, static o => (o.MaxJobs, o.MaxJobsPerTenant) = (5, 6));
        bounds.Refuses("MaxAttempts", static o => o.MaxAttempts = 0, static o => o.MaxAttempts = 1001);
        bounds.Refuses("MaxRetryDelay", static o => o.MaxRetryDelay = Day + Tick);
        bounds.Refuses("FirstRetryDelay", static o => o.FirstRetryDelay = TimeSpan.Zero, static o => (o.FirstRetryDelay, o.MaxRetryDelay) = (Minute + Tick, Minute));
        bounds.Refuses("RunTimeout", static o => o.RunTimeout = TimeSpan.Zero, static o => o.RunTimeout = Day + Tick);
        bounds.Refuses("WaitInterval", static o => o.WaitInterval = TimeSpan.Zero, static o => o.WaitInterval = Hour + Tick);
    }
}

