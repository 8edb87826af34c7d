using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Limits;

/// <summary>What quotas say of an act.</summary>
/// <remarks>Safe for use by many threads. It says nothing of anybody else's use.</remarks>
public sealed class QuotaAnswer : IAsyncDisposable
{
    private QuotaAnswer(LimitOutcome outcome, UsageReservation? reservation, IReadOnlyList<UsageMeasure> warnings) =>
        (Outcome, Reservation, Warnings) = (outcome, reservation, warnings);

    /// <summary>Allowed, and nothing is limited.</summary>
    public static QuotaAnswer Allowed { get; } = new(LimitOutcome.Allowed, reservation: null, []);

    /// <summary>Refused, because nobody knows.</summary>
    public static QuotaAnswer Unavailable { get; } = new(LimitOutcome.Unavailable, reservation: null, []);

    /// <summary>Refused: a hard limit is reached.</summary>
    public static QuotaAnswer Exceeded { get; } = new(LimitOutcome.QuotaExceeded, reservation: null, []);

    /// <summary>What the quotas say.</summary>
    public LimitOutcome Outcome { get; }

    /// <summary>Whether the act is allowed.</summary>
    public bool IsAllowed => Outcome == LimitOutcome.Allowed;

    /// <summary>What is reserved for it; null when it is refused, and when nothing is limited.</summary>
    public UsageReservation? Reservation { get; }

    /// <summary>The measures whose soft limit is reached with it.</summary>
    public IReadOnlyList<UsageMeasure> Warnings { get; }

    /// <summary>Allowed, with what is reserved.</summary>
    /// <param name="reservation">What is reserved.</param>
    /// <param name="warnings">The measures whose soft limit is reached.</param>
    /// <returns>The answer.</returns>
    public static QuotaAnswer Reserved(UsageReservation reservation, params IReadOnlyList<UsageMeasure> warnings)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        ArgumentNullException.ThrowIfNull(warnings);
        return new QuotaAnswer(LimitOutcome.Allowed, reservation, warnings);
    }

    /// <summary>Gives back what is reserved, unless it has become usage.</summary>
    /// <returns>A task that ends when it is given back.</returns>
    public ValueTask DisposeAsync() => Reservation?.DisposeAsync() ?? ValueTask.CompletedTask;
}
