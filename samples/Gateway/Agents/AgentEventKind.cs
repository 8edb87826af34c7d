namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

public enum AgentEventKind
{
    Unknown = 0,
    Delta,
    Thinking,
    ToolUse,
    ToolResult,
    Usage,
}
