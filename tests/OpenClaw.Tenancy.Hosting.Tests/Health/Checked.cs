using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OpenClaw.Tenancy.Hosting.Tests.Health;

/// <summary>What the health checks of a host say.</summary>
internal static class Checked
{
    internal static async Task<HealthReportEntry> HealthAsync(this IServiceProvider services, string name) => (await services.HealthAsync()).Entries[name];

    internal static Task<HealthReport> HealthAsync(this IServiceProvider services) =>
        services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

    /// <summary>Everything that an answer could show of it.</summary>
    internal static string Text(this HealthReportEntry entry) =>
        $"{entry.Description} {entry.Exception} {string.Join(',', entry.Tags)} {string.Join(',', entry.Data.Select(static d => $"{d.Key}={d.Value}"))}";
}
