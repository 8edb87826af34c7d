using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Samples.Gateway.Agents;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

public sealed record Run(
    string Id,
    string SessionId,
    RunStatus Status,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? EndedAt = null)
{
    [JsonIgnore]
    public bool IsEnded => EndedAt is not null;

    /// <summary>What the agent said; empty until the run has ended.</summary>
    [JsonIgnore]
    public string Reply { get; init; } = string.Empty;

    [JsonIgnore]
    public TokenUsage Usage { get; init; } = TokenUsage.None;
}
