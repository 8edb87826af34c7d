namespace OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

/// <summary>A tenant, the runtime that serves it, and where that is reached: all that the control plane keeps of it.</summary>
public sealed record ServedTenant
{
    public required string Id { get; init; }

    public required string Runtime { get; init; }

    public required Uri Address { get; init; }
}
