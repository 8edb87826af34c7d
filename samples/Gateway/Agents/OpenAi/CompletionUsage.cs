namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

internal sealed record CompletionUsage(long PromptTokens = 0, long CompletionTokens = 0);
