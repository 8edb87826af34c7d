namespace OpenClaw.Tenancy.EntityFrameworkCore.Usage;

/// <summary>The sums of one model in one tenant's UTC day.</summary>
internal sealed class UsageModelRow
{
    public required string Tenant { get; init; }

    public required int Day { get; init; }

    /// <summary>Empty where nobody said.</summary>
    public required string Provider { get; init; }

    /// <summary>Empty where nobody said.</summary>
    public required string Model { get; init; }

    public required long Events { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    public required long CacheReadTokens { get; init; }

    public required long CacheWriteTokens { get; init; }

    public required long ToolCalls { get; init; }

    public required long Messages { get; init; }

    public required long CostBillionths { get; init; }
}
