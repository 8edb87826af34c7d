using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.Hosting.Posture;

/// <summary>The posture as a health check: how many findings there are, under the code of each entry.</summary>
internal sealed class PostureProbe(TenancyPosture posture) : ITenancyHealthProbe
{
    internal const string Name = "openclaw.tenancy.posture";

    public TenancyHealthSubject Subject { get; } = new(
        Name, "The host is nothing of the no-go list.", "The host is something of the no-go list, and accepted it.", "The host is something of the no-go list.");

    public async ValueTask<TenancyHealth> ProbeAsync(CancellationToken cancellationToken)
    {
        TenancyPostureReport report = await posture.LookAsync(cancellationToken).ConfigureAwait(false);
        TenancyHealthState state = !report.IsSound ? TenancyHealthState.Unhealthy
            : report.Items.Any(static i => i.State == TenancyPostureState.Accepted) ? TenancyHealthState.Degraded
            : TenancyHealthState.Healthy;
        return new TenancyHealth(state, [.. report.Items.Select(static i => KeyValuePair.Create(i.NoGo.ToCode(), (double)i.Findings.Count))]);
    }
}
