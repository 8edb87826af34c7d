namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>Counts messages and bytes in each second. Safe for use by many threads.</summary>
internal sealed class LiveMeter(int messages, long bytes)
{
    private readonly Lock _lock = new();
    private long _second;
    private int _messages;
    private long _bytes;

    /// <summary>Counts a message, and says whether it is within the bounds.</summary>
    internal bool Take(int size, DateTimeOffset now)
    {
        long second = now.UtcTicks / TimeSpan.TicksPerSecond;
        lock (_lock)
        {
            // Of two threads one may read the second before. A clock that is set back by more opens one second anew, for else nobody sent anything until it has caught up.
            if (second > _second || second < _second - 1)
            {
                (_second, _messages, _bytes) = (second, 0, 0);
            }

            _messages++;
            _bytes += size;
            return _messages <= messages && _bytes <= bytes;
        }
    }
}
