namespace OpenClaw.Tenancy.Administration;

/// <summary>What is said of a tenant that is to be created.</summary>
public sealed class NewTenant
{
    /// <summary>The id. Default: one is minted from random bits.</summary>
    public TenantId? Id { get; init; }

    /// <summary>A name for people, one line. Nothing is ever decided by it.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The region that its data belongs to. Default: none.</summary>
    public string? Region { get; init; }

    /// <summary>The runtime that is to serve it. Default: none.</summary>
    public string? RuntimeId { get; init; }
}
