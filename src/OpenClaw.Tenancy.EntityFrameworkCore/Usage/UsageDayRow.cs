namespace OpenClaw.Tenancy.EntityFrameworkCore.Usage;

/// <summary>The sums of one tenant's UTC day, and what is reserved of it. One row, so that one statement decides.</summary>
internal sealed class UsageDayRow
{
    public required string Tenant { get; init; }

    public required int Day { get; init; }

    public required long Events { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    public required long CacheReadTokens { get; init; }

    public required long CacheWriteTokens { get; init; }

    public required long ToolCalls { get; init; }

    public required long Messages { get; init; }

    public required long CostBillionths { get; init; }

    public required long ReservedTokens { get; init; }

    public required long ReservedMessages { get; init; }

    public required long ReservedToolCalls { get; init; }

    public required long ReservedCostBillionths { get; init; }

    /// <summary>How many models the day names.</summary>
    public required int Models { get; init; }

    /// <summary>The measures of which it was said that their soft limit is reached.</summary>
    public required long Warned { get; init; }
}
