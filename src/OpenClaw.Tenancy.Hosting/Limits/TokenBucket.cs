using System.Threading.RateLimiting;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>A bucket that is filled by the host's own clock as time passes. It never queues: a queue is memory that whoever asks too often fills.</summary>
/// <remarks>By the clock's counter, which does not notice that the time of day was set. One that goes back adds nothing.</remarks>
internal sealed class TokenBucket : RateLimiter
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly double _perTick;
    private readonly double _burst;
    private double _tokens;
    private long _stamp;
    private long _usedAt;

    internal TokenBucket(double perSecond, double burst, TimeProvider time)
    {
        (_time, _perTick, _burst, _tokens) = (time, perSecond / time.TimestampFrequency, burst, burst);
        _stamp = _usedAt = time.GetTimestamp();
    }

    /// <summary>For how long it has been full; null while it is not.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_lock)
            {
                Fill();
                return _tokens >= _burst ? _time.GetElapsedTime(_usedAt, _stamp) : null;
            }
        }
    }

    public override RateLimiterStatistics? GetStatistics()
    {
        lock (_lock)
        {
            Fill();
            return new RateLimiterStatistics { CurrentAvailablePermits = (long)_tokens };
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        double missing;
        lock (_lock)
        {
            Fill();
            _usedAt = _stamp;
            missing = permitCount - _tokens;
            if (missing <= 0)
            {
                _tokens -= permitCount;
                return TokenLease.Acquired;
            }
        }

        return new TokenLease(TimeSpan.FromSeconds(missing / _perTick / _time.TimestampFrequency));
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));

    private void Fill()
    {
        long now = _time.GetTimestamp();
        if (now > _stamp)
        {
            _tokens = Math.Min(_burst, _tokens + ((now - _stamp) * _perTick));
            _stamp = now;
        }
    }
}
