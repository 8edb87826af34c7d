namespace OpenClaw.Tenancy.Claims;

/// <summary>The host's clock, as ends are judged by it: it does not go back when the host's clock is set back, and does not stand still meanwhile.</summary>
/// <remarks>Safe for use by many threads; takes no lock.</remarks>
internal sealed class SteadyClock
{
    private readonly TimeProvider _time;
    private Anchor _anchor;

    internal SteadyClock(TimeProvider time) => (_time, _anchor) = (time, new Anchor(time.GetUtcNow().UtcTicks, time.GetTimestamp()));

    internal long NowTicks
    {
        get
        {
            while (true)
            {
                Anchor anchor = Volatile.Read(ref _anchor);
                long steady = anchor.UtcTicks + _time.GetElapsedTime(anchor.Timestamp).Ticks;
                long wall = _time.GetUtcNow().UtcTicks;

                // INVARIANT: the whole second never goes back, and the ends of tokens are whole seconds. Within one second nothing
                // is written, so that readers do not wait for each other.
                if (Second(wall) <= Second(steady))
                {
                    return Math.Max(wall, steady);
                }

                Interlocked.CompareExchange(ref _anchor, new Anchor(wall, _time.GetTimestamp()), anchor);
            }
        }
    }

    private static long Second(long ticks) => ticks / TimeSpan.TicksPerSecond;

    private sealed class Anchor(long utcTicks, long timestamp)
    {
        internal long UtcTicks { get; } = utcTicks;

        internal long Timestamp { get; } = timestamp;
    }
}
