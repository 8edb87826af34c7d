using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>A session as it is kept. The library stamps the tenant on a new row, and finds no row of another one.</summary>
public sealed class SessionRow : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public required string Id { get; init; }

    /// <summary>Its place among the sessions of its tenant: the moment that it was made at, and after every session before it.</summary>
    public long Sequence { get; init; }

    public required string AgentId { get; init; }

    public string? Title { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many messages it has; the number of the last one.</summary>
    public long Messages { get; init; }

    public Session ToSession() => new(Id, AgentId, Title, CreatedAt, UpdatedAt);
}
