namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

internal sealed record CompletionDelta(string? Content = null, string? ReasoningContent = null);
