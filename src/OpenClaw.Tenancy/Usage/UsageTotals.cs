namespace OpenClaw.Tenancy.Usage;

/// <summary>Sums of usage. Exact: costs are kept in whole billionths of the host's unit of money.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed record UsageTotals
{
    /// <summary>Nothing.</summary>
    public static UsageTotals None { get; } = new();

    /// <summary>How many events were counted.</summary>
    public long Events { get; init; }

    /// <summary>Tokens that were read anew.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens that were made.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Tokens that were read from a cache.</summary>
    public long CacheReadTokens { get; init; }

    /// <summary>Tokens that were written to a cache.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>How many tools were called.</summary>
    public long ToolCalls { get; init; }

    /// <summary>How many messages of users were answered.</summary>
    public long Messages { get; init; }

    /// <summary>The cost in billionths of the host's unit of money, as stores keep it.</summary>
    public long CostBillionths { get; init; }

    /// <summary>The cost in the host's unit of money.</summary>
    public decimal Cost => UsageBounds.FromBillionths(CostBillionths);

    /// <summary>All tokens together.</summary>
    public long TotalTokens => InputTokens + OutputTokens + CacheReadTokens + CacheWriteTokens;

    /// <summary>What one event adds.</summary>
    /// <param name="usage">The event.</param>
    /// <returns>Its numbers.</returns>
    public static UsageTotals Of(UsageEvent usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return new UsageTotals
        {
            Events = 1,
            InputTokens = usage.InputTokens,
            OutputTokens = usage.OutputTokens,
            CacheReadTokens = usage.CacheReadTokens,
            CacheWriteTokens = usage.CacheWriteTokens,
            ToolCalls = usage.ToolCalls,
            Messages = usage.Messages,
            CostBillionths = UsageBounds.ToBillionths(usage.Cost),
        };
    }

    /// <summary>Both together.</summary>
    /// <param name="other">The other sums.</param>
    /// <returns>The sums of both.</returns>
    /// <exception cref="OverflowException">A sum does not fit a number of 64 bits.</exception>
    public UsageTotals Plus(UsageTotals other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Each(other, static (a, b) => checked(a + b));
    }

    /// <summary>What is left without a part.</summary>
    /// <param name="part">The part.</param>
    /// <returns>The differences.</returns>
    /// <exception cref="OverflowException">A difference does not fit a number of 64 bits.</exception>
    public UsageTotals Minus(UsageTotals part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Each(part, static (a, b) => checked(a - b));
    }

    /// <summary>Whether a day may hold so much: at most 2^53 - 1 of each, so that every database and every reader of JSON holds it exactly.</summary>
    /// <returns>True when it may.</returns>
    public bool FitsADay() => Events <= UsageBounds.MaxOfDay && InputTokens <= UsageBounds.MaxOfDay && OutputTokens <= UsageBounds.MaxOfDay
        && CacheReadTokens <= UsageBounds.MaxOfDay && CacheWriteTokens <= UsageBounds.MaxOfDay && ToolCalls <= UsageBounds.MaxOfDay
        && Messages <= UsageBounds.MaxOfDay && CostBillionths <= UsageBounds.MaxOfDay;

    private UsageTotals Each(UsageTotals other, Func<long, long, long> together) => new()
    {
        Events = together(Events, other.Events),
        InputTokens = together(InputTokens, other.InputTokens),
        OutputTokens = together(OutputTokens, other.OutputTokens),
        CacheReadTokens = together(CacheReadTokens, other.CacheReadTokens),
        CacheWriteTokens = together(CacheWriteTokens, other.CacheWriteTokens),
        ToolCalls = together(ToolCalls, other.ToolCalls),
        Messages = together(Messages, other.Messages),
        CostBillionths = together(CostBillionths, other.CostBillionths),
    };
}
