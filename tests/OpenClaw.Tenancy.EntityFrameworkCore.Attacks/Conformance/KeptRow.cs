using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks.Conformance;

/// <summary>What the store keeps of an object, of whichever kind.</summary>
public abstract class KeptRow : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public required string Id { get; init; }

    public required string Key { get; init; }

    public required string Body { get; set; }
}
