using System.Threading.RateLimiting;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>What is left to one tenant, or to one user. It is used between <see cref="TryEnter"/> and <see cref="Leave"/>, and retired when nobody uses it.</summary>
/// <remarks>Safe for use by many threads; entering and leaving take no lock.</remarks>
internal sealed class Share : IDisposable
{
    private const int Retired = int.MinValue / 2;

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    private readonly TokenBucket? _bucket;
    private readonly ConcurrencyLimiter? _places;
    private int _inside;

    internal Share(RequestRates rates, TimeProvider time)
    {
        if (rates.RequestsPerSecond is { } rate)
        {
            _bucket = new TokenBucket(rate, rates.Burst ?? Math.Max(1, Math.Ceiling(rate)), time);
        }

        if (rates.Concurrent is { } most)
        {
            _places = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 });
        }
    }

    /// <summary>Whether it holds a place for each that it lets in.</summary>
    internal bool HasPlaces => _places is not null;

    internal bool TryEnter()
    {
        if (Interlocked.Increment(ref _inside) > 0)
        {
            return true;
        }

        Interlocked.Decrement(ref _inside);
        return false;
    }

    internal void Leave() => Interlocked.Decrement(ref _inside);

    /// <summary>Takes a place and a token. What is given back is null where nothing is held; a refusal holds nothing.</summary>
    internal bool TryTake(out IDisposable? held, out TimeSpan retryAfter)
    {
        (held, retryAfter) = (null, AtOnce);
        RateLimitLease? place = _places?.AttemptAcquire();
        if (place is { IsAcquired: false })
        {
            return false;
        }

        RateLimitLease? token = _bucket?.AttemptAcquire();
        if (token is { IsAcquired: false })
        {
            place?.Dispose();
            _ = token.TryGetMetadata(MetadataName.RetryAfter, out retryAfter);
            return false;
        }

        held = place;
        return true;
    }

    /// <summary>Ends it for good, if nobody is inside and it is as a new one would be.</summary>
    internal bool TryRetire(TimeSpan rest)
    {
        if (!HasRested(rest) || Interlocked.CompareExchange(ref _inside, Retired, 0) != 0)
        {
            return false;
        }

        // INVARIANT: looked at again once nobody can enter, so that no new share gives anew what this one has given.
        if (HasRested(rest))
        {
            return true;
        }

        Interlocked.Add(ref _inside, -Retired);
        return false;
    }

    public void Dispose()
    {
        _bucket?.Dispose();
        _places?.Dispose();
    }

    private bool HasRested(TimeSpan rest) => _bucket is null || _bucket.IdleDuration >= rest;
}
