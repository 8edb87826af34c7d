namespace OpenClaw.Tenancy.Limits;

/// <summary>What a limiter answers. One that is allowed is disposed of when the act has ended, so that its place is free again.</summary>
/// <remarks>Safe for use by many threads. It says nothing of anybody else's use.</remarks>
public sealed class LimitLease : IDisposable
{
    private IDisposable? _held;

    private LimitLease(LimitOutcome outcome, TimeSpan retryAfter, IDisposable? held) => (Outcome, RetryAfter, _held) = (outcome, retryAfter, held);

    /// <summary>Allowed, and nothing is held for it.</summary>
    public static LimitLease Allowed { get; } = new(LimitOutcome.Allowed, TimeSpan.Zero, held: null);

    /// <summary>Refused, because nobody knows.</summary>
    public static LimitLease Unavailable { get; } = new(LimitOutcome.Unavailable, TimeSpan.Zero, held: null);

    /// <summary>What the limits say.</summary>
    public LimitOutcome Outcome { get; }

    /// <summary>Whether the act is allowed.</summary>
    public bool IsAllowed => Outcome == LimitOutcome.Allowed;

    /// <summary>How long to wait before it is tried again; zero where that is not known.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Allowed, with something that is held until the act has ended.</summary>
    /// <param name="held">What is held.</param>
    /// <returns>The answer.</returns>
    public static LimitLease Holding(IDisposable held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return new LimitLease(LimitOutcome.Allowed, TimeSpan.Zero, held);
    }

    /// <summary>Refused, for so long.</summary>
    /// <param name="retryAfter">How long to wait before it is tried again.</param>
    /// <returns>The answer.</returns>
    public static LimitLease RateLimited(TimeSpan retryAfter) => new(LimitOutcome.RateLimited, retryAfter > TimeSpan.Zero ? retryAfter : TimeSpan.Zero, held: null);

    /// <summary>Gives back what is held, once.</summary>
    public void Dispose() => Interlocked.Exchange(ref _held, null)?.Dispose();
}
