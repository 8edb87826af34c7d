namespace OpenClaw.Tenancy.Usage;

/// <summary>The UTC days that a report is about.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class UsageQuery
{
    /// <summary>How many days a report covers at most: 400.</summary>
    public const int MaxDays = 400;

    /// <summary>Names the days.</summary>
    /// <param name="from">The first day, in UTC.</param>
    /// <param name="to">The last day, in UTC; it is in the report.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last day is before the first, or there are more than 400 days.</exception>
    public UsageQuery(DateOnly from, DateOnly to)
    {
        (From, To) = IsValid(from, to) ? (from, to)
            : throw new ArgumentOutOfRangeException(nameof(to), $"A report covers 1 to {MaxDays} days, the last not before the first.");
    }

    /// <summary>The first day.</summary>
    public DateOnly From { get; }

    /// <summary>The last day.</summary>
    public DateOnly To { get; }

    /// <summary>Whether a report may cover these days.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <returns>True when it may.</returns>
    public static bool IsValid(DateOnly from, DateOnly to) => to >= from && to.DayNumber - from.DayNumber < MaxDays;
}
