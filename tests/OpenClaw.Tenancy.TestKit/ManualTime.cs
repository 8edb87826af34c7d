namespace OpenClaw.Tenancy.TestKit;

/// <summary>A clock that moves when a test says so, and its timers with it. It can be set back, which its timers and its counter do not notice.</summary>
public sealed class ManualTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private long _elapsedTicks;
    private long _setTicks;

    public DateTimeOffset Now => GetUtcNow();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    internal long ElapsedTicks => Interlocked.Read(ref _elapsedTicks);

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(ElapsedTicks + Interlocked.Read(ref _setTicks));

    public override long GetTimestamp() => ElapsedTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state, dueTime, period);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Sets the clock without time passing: back with a negative span, as after a correction; ahead with a positive one, as after a sleep.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref _setTicks, by.Ticks);

    /// <summary>Sets the clock to another moment, which takes no time.</summary>
    public void Set(DateTimeOffset moment) => Interlocked.Exchange(ref _setTicks, (moment - Start).Ticks - ElapsedTicks);

    public void Advance(TimeSpan by)
    {
        long elapsed = Interlocked.Add(ref _elapsedTicks, by.Ticks);
        ManualTimer[] timers;
        lock (_lock)
        {
            timers = [.. _timers];
        }

        foreach (ManualTimer timer in timers)
        {
            timer.FireUntil(elapsed);
        }
    }

    internal void Forget(ManualTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }
}
