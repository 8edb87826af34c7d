using System.Text.Json;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>What an agent says while it runs.</summary>
public sealed record AgentEvent(AgentEventKind Kind)
{
    private const string Exec = "exec";

    public string? Content { get; init; }

    public string? Name { get; init; }

    public JsonElement? Value { get; init; }

    public bool? IsError { get; init; }

    public TokenUsage Usage { get; init; } = TokenUsage.None;

    public static AgentEvent Delta(string content) => new(AgentEventKind.Delta) { Content = content };

    public static AgentEvent Thinking(string content) => new(AgentEventKind.Thinking) { Content = content };

    /// <summary>A command waits for an approval.</summary>
    public static AgentEvent Proposed(ExecProposal proposal) => new(AgentEventKind.ToolUse)
    {
        Name = Exec,
        Value = JsonSerializer.SerializeToElement(proposal, GatewayJson.Options),
    };

    /// <summary>What became of the command.</summary>
    public static AgentEvent Answered(ExecAnswer answer) => new(AgentEventKind.ToolResult)
    {
        Name = Exec,
        Value = JsonSerializer.SerializeToElement(answer, GatewayJson.Options),
        IsError = !answer.IsGranted,
    };

    public static AgentEvent Used(TokenUsage usage) => new(AgentEventKind.Usage) { Usage = usage };
}
