using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Administration;

/// <summary>What the platform knows of a tenant: these members, and nothing of its work. Immutable, as it stood when it was read.</summary>
public sealed class TenantRecord
{
    internal TenantRecord(TenantEntry entry) =>
        (Id, DisplayName, Region, RuntimeId, Status, CreatedAt, Version) =
        (entry.Id, entry.DisplayName, entry.Region, entry.RuntimeId, entry.Status, entry.CreatedAt, entry.Version);

    /// <summary>The tenant's id.</summary>
    public TenantId Id { get; }

    /// <summary>A name for people.</summary>
    public string DisplayName { get; }

    /// <summary>The region that its data belongs to, or null.</summary>
    public string? Region { get; }

    /// <summary>The runtime that serves it, or null.</summary>
    public string? RuntimeId { get; }

    /// <summary>Where it stands.</summary>
    public TenantStatus Status { get; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Grows with each change; a change may demand that it is still the same.</summary>
    public long Version { get; }
}
