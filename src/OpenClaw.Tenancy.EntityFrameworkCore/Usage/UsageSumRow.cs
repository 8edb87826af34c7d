using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Usage;

/// <summary>A line of a report: the sums of a day, or of a model over all days.</summary>
internal sealed class UsageSumRow
{
    /// <summary>The number of the day; 0 for a model.</summary>
    public int Day { get; set; }

    public string Provider { get; set; } = string.Empty;

    public string Model { get; set; } = string.Empty;

    public long Events { get; set; }

    public long InputTokens { get; set; }

    public long OutputTokens { get; set; }

    public long CacheReadTokens { get; set; }

    public long CacheWriteTokens { get; set; }

    public long ToolCalls { get; set; }

    public long Messages { get; set; }

    public long CostBillionths { get; set; }

    internal UsageTotals ToTotals() => new()
    {
        Events = Events,
        InputTokens = InputTokens,
        OutputTokens = OutputTokens,
        CacheReadTokens = CacheReadTokens,
        CacheWriteTokens = CacheWriteTokens,
        ToolCalls = ToolCalls,
        Messages = Messages,
        CostBillionths = CostBillionths,
    };
}
