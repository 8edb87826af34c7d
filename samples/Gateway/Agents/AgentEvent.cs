using System.Text.Json;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>What an agent says while it runs.</summary>
public sealed record AgentEvent(AgentEventKind Kind)
{
    public string? Content { get; init; }

    public string? Name { get; init; }

    public JsonElement? Value { get; init; }

    public bool? IsError { get; init; }

    public TokenUsage Usage { get; init; } = TokenUsage.None;

    public static AgentEvent Delta(string content) => new(AgentEventKind.Delta) { Content = content };

    public static AgentEvent Thinking(string content) => new(AgentEventKind.Thinking) { Content = content };

    public static AgentEvent Used(TokenUsage usage) => new(AgentEventKind.Usage) { Usage = usage };
}
