namespace OpenClaw.Tenancy.Secrets;

/// <summary>The host's clock, as ends of secrets are judged by it: what has ended once stays so when the host's clock is set back.</summary>
/// <remarks>Safe for use by many threads; takes no lock.</remarks>
internal sealed class SecretClock(TimeProvider time)
{
    private readonly long _startTicks = time.GetUtcNow().UtcTicks;
    private readonly long _started = time.GetTimestamp();
    private long _seen;

    internal long NowTicks
    {
        get
        {
            long now = Math.Max(time.GetUtcNow().UtcTicks, _startTicks + time.GetElapsedTime(_started).Ticks);
            long seen = Volatile.Read(ref _seen);

            // INVARIANT: what was seen to be over is over for good.
            while (seen < now)
            {
                long before = Interlocked.CompareExchange(ref _seen, now, seen);
                if (before == seen)
                {
                    return now;
                }

                seen = before;
            }

            return seen;
        }
    }

    internal bool HasPassed(long? endTicks) => endTicks is { } end && NowTicks >= end;

    internal bool HasPassed(DateTimeOffset? end) => HasPassed(end?.UtcTicks);

    /// <summary>Calls once when a span of time has gone by, however the clock is set meanwhile.</summary>
    internal ITimer After(TimeSpan span, TimerCallback call, object state) => time.CreateTimer(call, state, span, Timeout.InfiniteTimeSpan);
}
