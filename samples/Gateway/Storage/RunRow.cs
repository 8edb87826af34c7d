using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>A run as it is kept. What the agent said in it is a message of its session.</summary>
public sealed class RunRow : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public required string Id { get; init; }

    public required string SessionId { get; init; }

    public RunStatus Status { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>The number of its last event.</summary>
    public long Events { get; init; }

    /// <summary>The host that performs it. What is not ended and is not performed there any more never will be.</summary>
    public required string Host { get; init; }

    public Run ToRun(string reply = "") => new(Id, SessionId, Status, CreatedAt, EndedAt) { Reply = reply, Usage = new TokenUsage(InputTokens, OutputTokens) };
}
