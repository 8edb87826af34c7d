namespace OpenClaw.Tenancy.EntityFrameworkCore.Usage;

/// <summary>One event of usage. It is written once, found by its key, and read by no report.</summary>
internal sealed class UsageEventRow
{
    public required string Tenant { get; init; }

    public required string Id { get; init; }

    /// <summary>In UTC ticks.</summary>
    public required long OccurredTicks { get; init; }

    /// <summary>The number of the UTC day, the first of January of the year 1 being 0.</summary>
    public required int Day { get; init; }

    public string? Agent { get; init; }

    public string? Session { get; init; }

    public string? Provider { get; init; }

    public string? Model { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    public required long CacheReadTokens { get; init; }

    public required long CacheWriteTokens { get; init; }

    public required long ToolCalls { get; init; }

    public required long Messages { get; init; }

    public required long CostBillionths { get; init; }
}
