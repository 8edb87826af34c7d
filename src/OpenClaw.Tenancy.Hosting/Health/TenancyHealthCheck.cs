using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenClaw.Tenancy.Health;

namespace OpenClaw.Tenancy.Hosting.Health;

/// <summary>The probes of one name as a health check: the worst of them, and what it says.</summary>
/// <remarks>SECURITY: a state, a fixed sentence and numbers. No exception is handed on, which would say more to whoever may read the answer.</remarks>
internal sealed class TenancyHealthCheck(TenancyHealthSubject subject, IReadOnlyList<ITenancyHealthProbe> probes, Patience patience) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        TenancyHealth[] found = await Task.WhenAll(probes.Select(p => patience.AskAsync(p.ProbeAsync, static _ => new TenancyHealth(TenancyHealthState.Unhealthy), cancellationToken))).ConfigureAwait(false);
        TenancyHealthState worst = found.Min(static h => h.State);
        HealthStatus status = worst switch
        {
            TenancyHealthState.Healthy => HealthStatus.Healthy,
            TenancyHealthState.Degraded => HealthStatus.Degraded,
            _ => context.Registration.FailureStatus,
        };
        return new HealthCheckResult(status, subject.TextOf(worst), exception: null, Numbers(found));
    }

    // Of several with one name the greatest number counts.
    private static Dictionary<string, object> Numbers(TenancyHealth[] found) => found.SelectMany(static h => h.Numbers)
        .GroupBy(static n => n.Key, static n => n.Value, StringComparer.Ordinal)
        .ToDictionary(static g => g.Key, static g => (object)g.Max(), StringComparer.Ordinal);
}
