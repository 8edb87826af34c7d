namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

public sealed record TokenUsage(long InputTokens, long OutputTokens)
{
    public static TokenUsage None { get; } = new(0, 0);

    public long TotalTokens => InputTokens + OutputTokens;
}
