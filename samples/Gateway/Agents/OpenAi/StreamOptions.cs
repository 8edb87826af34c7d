namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

internal sealed record StreamOptions(bool IncludeUsage);
