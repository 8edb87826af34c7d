namespace OpenClaw.Tenancy.Secrets.Dispatch;

/// <summary>How often and how long a request of a deployment is tried. Fixed when the handler is made.</summary>
public sealed class TenantDispatchOptions
{
    /// <summary>How often a request is sent at most. What is neither idempotent nor has an idempotency key is sent once.</summary>
    /// <value>Default: 3, and at most 10.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than one or more than ten.</exception>
    public int MaxAttempts { get; init => field = value is >= 1 and <= 10 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 3;

    /// <summary>The wait before the second attempt; it doubles with each further one.</summary>
    /// <value>Default: 200 milliseconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or more than a minute.</exception>
    public TimeSpan RetryDelay { get; init => field = Bounded(value, TimeSpan.Zero); } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait. Where an answer asks for a longer one (<c>Retry-After</c>), it is given back as it is.</summary>
    /// <value>Default: 5 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or more than a minute.</exception>
    public TimeSpan MaxRetryDelay { get; init => field = Bounded(value, TimeSpan.Zero); } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take until its response begins.</summary>
    /// <value>Default: 30 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than a millisecond or more than a minute.</exception>
    public TimeSpan AttemptTimeout { get; init => field = Bounded(value, TimeSpan.FromMilliseconds(1)); } = TimeSpan.FromSeconds(30);

    /// <summary>The longest body that is kept for another attempt, in bytes. A request with a longer one, or one of unknown length, is sent once.</summary>
    /// <value>Default: 1 MiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or more than 64 MiB.</exception>
    public int MaxReplayedBodyBytes { get; init => field = value is >= 0 and <= 64 * 1024 * 1024 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 1024 * 1024;

    /// <summary>The header that carries the idempotency key.</summary>
    /// <value>Default: <c>Idempotency-Key</c>.</value>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public string IdempotencyHeader
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    } = "Idempotency-Key";

    private static TimeSpan Bounded(TimeSpan value, TimeSpan least) =>
        value >= least && value <= TimeSpan.FromMinutes(1) ? value : throw new ArgumentOutOfRangeException(nameof(value));
}
