namespace OpenClaw.Tenancy.Usage;

/// <summary>An amount of each thing that a quota may limit: an estimate of what an act will use, or what may be used in a day.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed record UsageAmounts
{
    /// <summary>The most that a day can hold: no limit.</summary>
    public static UsageAmounts Unlimited { get; } = new()
    {
        Tokens = UsageBounds.MaxOfDay, Messages = UsageBounds.MaxOfDay, ToolCalls = UsageBounds.MaxOfDay, Cost = UsageBounds.FromBillionths(UsageBounds.MaxOfDay),
    };

    /// <summary>Tokens of every kind together. 0 to 2^53 - 1, as every count here.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too large.</exception>
    public long Tokens { get; init => field = UsageBounds.Count(value, UsageBounds.MaxOfDay); }

    /// <summary>Messages of users.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too large.</exception>
    public long Messages { get; init => field = UsageBounds.Count(value, UsageBounds.MaxOfDay); }

    /// <summary>Calls of tools.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too large.</exception>
    public long ToolCalls { get; init => field = UsageBounds.Count(value, UsageBounds.MaxOfDay); }

    /// <summary>Money, in the host's unit, with at most 9 decimals.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, too large, or has more decimals.</exception>
    public decimal Cost { get; init => field = UsageBounds.Cost(value, UsageBounds.FromBillionths(UsageBounds.MaxOfDay)); }

    /// <summary>The amount of one thing, money in billionths of the host's unit.</summary>
    /// <param name="measure">The thing.</param>
    /// <returns>The amount.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such thing.</exception>
    public long Of(UsageMeasure measure) => measure switch
    {
        UsageMeasure.Tokens => Tokens,
        UsageMeasure.Messages => Messages,
        UsageMeasure.ToolCalls => ToolCalls,
        UsageMeasure.Cost => UsageBounds.ToBillionths(Cost),
        _ => throw new ArgumentOutOfRangeException(nameof(measure), "Name a thing that is measured."),
    };
}
