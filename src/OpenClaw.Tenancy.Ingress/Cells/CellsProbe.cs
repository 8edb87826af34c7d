using OpenClaw.Tenancy.Health;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>How the cells are. A dead one is its tenant's trouble alone, so it never makes the host unhealthy.</summary>
internal sealed class CellsProbe(CellRegistry registry) : ITenancyHealthProbe
{
    public TenancyHealthSubject Subject { get; } = new("openclaw.tenancy.cells", "Every cell answers.", "A cell does not answer.", "No cell answers.");

    public ValueTask<TenancyHealth> ProbeAsync(CancellationToken cancellationToken)
    {
        int failing = registry.Cells.Count(static c => c.IsFailing);
        return new ValueTask<TenancyHealth>(new TenancyHealth(
            failing == 0 ? TenancyHealthState.Healthy : TenancyHealthState.Degraded,
            KeyValuePair.Create("cells", (double)registry.Cells.Count),
            KeyValuePair.Create("failing", (double)failing),
            KeyValuePair.Create("connections", (double)registry.Cells.Sum(static c => c.Connections))));
    }
}
