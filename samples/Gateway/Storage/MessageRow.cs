using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>A message of a session as it is kept.</summary>
public sealed class MessageRow : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public required string SessionId { get; init; }

    /// <summary>Its place in the session, from 1 without gaps.</summary>
    public long Number { get; init; }

    public required string Role { get; init; }

    public required string Content { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string RunId { get; init; }

    public Message ToMessage() => new(Role, Content, CreatedAt, RunId);
}
