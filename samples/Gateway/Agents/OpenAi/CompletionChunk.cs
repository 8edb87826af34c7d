namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

/// <summary>One event of the endpoint's stream, as far as it is used here.</summary>
internal sealed record CompletionChunk(IReadOnlyList<CompletionChoice>? Choices = null, CompletionUsage? Usage = null);

internal sealed record CompletionChoice(CompletionDelta? Delta = null);

internal sealed record CompletionDelta(string? Content = null, string? ReasoningContent = null);

internal sealed record CompletionUsage(long PromptTokens = 0, long CompletionTokens = 0);
