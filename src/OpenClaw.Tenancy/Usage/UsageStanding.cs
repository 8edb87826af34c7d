namespace OpenClaw.Tenancy.Usage;

/// <summary>Where a tenant stands on one UTC day: what it has used, and what is reserved for acts that have not ended.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
/// <param name="Day">The day.</param>
/// <param name="Used">What it has used.</param>
/// <param name="Reserved">What is reserved.</param>
public sealed record UsageStanding(DateOnly Day, UsageTotals Used, UsageAmounts Reserved)
{
    /// <summary>The measures of which it was said already that their soft limit is reached, as bits: that of a measure is <c>1 &lt;&lt; measure</c>.</summary>
    /// <value>Default: 0.</value>
    public long Warned { get; init; }

    /// <summary>What was used of one thing, money in billionths of the host's unit.</summary>
    /// <param name="measure">The thing.</param>
    /// <returns>The amount.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such thing.</exception>
    public long UsedOf(UsageMeasure measure) => measure switch
    {
        UsageMeasure.Tokens => Used.TotalTokens,
        UsageMeasure.Messages => Used.Messages,
        UsageMeasure.ToolCalls => Used.ToolCalls,
        UsageMeasure.Cost => Used.CostBillionths,
        _ => throw new ArgumentOutOfRangeException(nameof(measure), "Name a thing that is measured."),
    };

    /// <summary>What was used or is reserved of one thing, money in billionths of the host's unit.</summary>
    /// <param name="measure">The thing.</param>
    /// <returns>The amount.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such thing.</exception>
    public long TakenOf(UsageMeasure measure) => UsedOf(measure) + Reserved.Of(measure);

    /// <summary>Whether it was said already that the soft limit of a measure is reached.</summary>
    /// <param name="measure">The measure.</param>
    /// <returns>True when it was.</returns>
    public bool WasWarnedOf(UsageMeasure measure) => (Warned & (1L << (int)measure)) != 0;
}
