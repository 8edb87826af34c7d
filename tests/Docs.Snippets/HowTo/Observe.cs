using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Telemetry;

namespace Docs.Snippets.HowTo;

public static class Observe
{
    public static void Export(WebApplicationBuilder builder)
    {
        // <snippet name="export-with-opentelemetry">
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(TenancyTelemetry.Name))
            .WithTracing(tracing => tracing.AddSource(TenancyTelemetry.Name));
        // </snippet>
    }

    public static void Name(WebApplicationBuilder builder)
    {
        // <snippet name="spans-with-pseudonyms">
        builder.Services.AddTenancy(o => o.TenantTag = TenantTag.Pseudonym)
            .PseudonymizeSubjects(o => (o.KeyId, o.KeyFile) = ("2026-01", "keys/subjects.key"));
        // </snippet>
    }

    public static void Check(WebApplicationBuilder builder)
    {
        // <snippet name="add-health-checks">
        builder.Services.AddHealthChecks().AddTenancyHealthChecks();
        // </snippet>
    }

    public static void Map(WebApplication app)
    {
        // <snippet name="map-health-checks">
        app.MapHealthChecks("/readyz").AllowTenantless("readiness probe");
        // </snippet>
    }

    public static IDisposable Report(TenancyTelemetry telemetry, ICollection<string> sockets)
    {
        // <snippet name="report-a-count">
        IDisposable reporting = telemetry.Observe(TenancyCount.LiveConnections, () => sockets.Count);
        // </snippet>
        return reporting;
    }
}
