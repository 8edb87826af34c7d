namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

internal sealed record CompletionChoice(CompletionDelta? Delta = null);
