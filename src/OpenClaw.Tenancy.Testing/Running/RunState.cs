using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Running;

/// <summary>What all checks of one run share.</summary>
internal sealed class RunState(KitWorld world, KitWorld elsewhere, Probe probe, ConformanceOptions options)
{
    private readonly HashSet<(TenantId Tenant, string Kind, string Id)> _held = [];

    internal KitWorld World { get; } = world;

    /// <summary>Another container with the same tenants: what is earned there counts for nothing here.</summary>
    internal KitWorld Elsewhere { get; } = elsewhere;

    internal Probe Probe { get; } = probe;

    internal ConformanceOptions Options { get; } = options;

    internal SeededNumbers Numbers { get; } = new(options.Seed);

    internal void Hold(TenantId tenant, StoreKind kind, string id) => _held.Add((tenant, kind.Name, id));

    internal bool Holds(TenantId tenant, StoreKind kind, string id) => _held.Contains((tenant, kind.Name, id));

    internal bool AnyHolds(StoreKind kind, string id) => _held.Any(h => h.Kind == kind.Name && h.Id == id);
}
