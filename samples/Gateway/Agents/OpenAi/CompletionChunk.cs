namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

/// <summary>One event of the endpoint's stream, as far as it is used here.</summary>
internal sealed record CompletionChunk(IReadOnlyList<CompletionChoice>? Choices = null, CompletionUsage? Usage = null);
