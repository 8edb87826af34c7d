namespace OpenClaw.Tenancy.TestKit;

/// <summary>A timer of <see cref="ManualTime"/>: it fires in the thread that moves the clock.</summary>
internal sealed class ManualTimer : ITimer
{
    private readonly ManualTime _time;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private long _dueTicks = long.MaxValue;
    private long _periodTicks;

    internal ManualTimer(ManualTime time, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_time, _callback, _state) = (time, callback, state);
        Change(dueTime, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        // As the system's own.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime.TotalMilliseconds, uint.MaxValue - 1, nameof(dueTime));
        Volatile.Write(ref _periodTicks, period > TimeSpan.Zero ? period.Ticks : 0);
        Volatile.Write(ref _dueTicks, dueTime < TimeSpan.Zero ? long.MaxValue : _time.ElapsedTicks + dueTime.Ticks);
        return true;
    }

    public void Dispose() => _time.Forget(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void FireUntil(long elapsedTicks)
    {
        while (Volatile.Read(ref _dueTicks) is long due && due <= elapsedTicks)
        {
            long period = Volatile.Read(ref _periodTicks);
            Volatile.Write(ref _dueTicks, period == 0 ? long.MaxValue : due + period);
            _callback(_state);
        }
    }
}
