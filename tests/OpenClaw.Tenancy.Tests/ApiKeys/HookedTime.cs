namespace OpenClaw.Tenancy.Tests.ApiKeys;

/// <summary>A clock that does something once, at one of the looks at it.</summary>
internal sealed class HookedTime(TimeProvider inner) : TimeProvider
{
    private Action? _act;
    private int _looks;

    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <summary>Acts at the look that is this many looks away. Looks while it acts are not counted.</summary>
    public void ActAt(int look, Action act) => (_looks, _act) = (look, act);

    public override DateTimeOffset GetUtcNow()
    {
        if (_act is { } act && --_looks == 0)
        {
            _act = null;
            act();
        }

        return inner.GetUtcNow();
    }

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
}
