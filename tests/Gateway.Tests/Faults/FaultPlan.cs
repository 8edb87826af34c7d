namespace Gateway.Tests.Faults;

/// <summary>Fails one call of all that a request makes of what is under it: the n-th, before it was done or after it.</summary>
/// <remarks>Calls are counted from <see cref="FailAt"/> on, by whichever thread they are made.</remarks>
public sealed class FaultPlan
{
    /// <summary>Stands in the text of each fault: nobody outside is to see it.</summary>
    public const string Secret = "c4n4ry-of-the-fault";

    private readonly Lock _lock = new();
    private int _at;
    private int _counted;
    private bool _timesOut;

    /// <summary>Where it failed, or null.</summary>
    public string? Where { get; private set; }

    /// <summary>How many calls there were.</summary>
    public int Counted
    {
        get
        {
            lock (_lock)
            {
                return _counted;
            }
        }
    }

    /// <summary>Fails at the n-th point from now on; 0 counts alone.</summary>
    public void FailAt(int n, bool timesOut)
    {
        lock (_lock)
        {
            (_at, _counted, _timesOut, Where) = (n == 0 ? int.MaxValue : n, 0, timesOut, null);
        }
    }

    public void Mend()
    {
        lock (_lock)
        {
            _at = 0;
        }
    }

    /// <summary>One point of one call.</summary>
    public void Pass(string where)
    {
        lock (_lock)
        {
            if (_at == 0 || ++_counted != _at)
            {
                return;
            }

            Where = where;
        }

        // A time-out of its own is no sign that the caller went away.
        throw _timesOut ? new TaskCanceledException(Secret) : new IOException(Secret);
    }
}
