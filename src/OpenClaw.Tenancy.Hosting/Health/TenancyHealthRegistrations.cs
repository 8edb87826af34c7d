using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Health;

namespace OpenClaw.Tenancy.Hosting.Health;

/// <summary>Registers a health check for each name under which there are probes, in whatever order the host asked.</summary>
internal sealed class TenancyHealthRegistrations(IEnumerable<ITenancyHealthProbe> probes, IOptions<TenancyOptions> tenancy, TimeProvider time)
    : IConfigureOptions<HealthCheckServiceOptions>
{
    /// <summary>The tag of all these checks.</summary>
    internal const string Tag = "openclaw.tenancy";

    public void Configure(HealthCheckServiceOptions options)
    {
        foreach (IGrouping<string, (TenancyHealthSubject Subject, ITenancyHealthProbe Probe)> named in
            probes.Select(static p => (p.Subject, p)).GroupBy(static p => p.Subject.Name, StringComparer.Ordinal))
        {
            var check = new TenancyHealthCheck(named.First().Subject, [.. named.Select(static n => n.Probe)], new Patience(tenancy.Value.DependencyTimeout, time));
            options.Registrations.Add(new HealthCheckRegistration(named.Key, check, failureStatus: null, [Tag]));
        }
    }
}
