using System.Collections.Concurrent;
using OpenClaw.Tenancy.Limits;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>The shares of one kind: of all tenants, or of the users of one tenant.</summary>
/// <param name="max">How many at once.</param>
/// <param name="make">Makes one.</param>
internal sealed class Shares<T>(int max, Func<LimitKey, T> make)
    where T : class
{
    private readonly ConcurrentDictionary<LimitKey, T> _shares = new();
    private readonly Func<LimitKey, T> _make = make;
    private int _count;

    /// <summary>How many there are; a little more while several are made at once.</summary>
    internal int Count => Volatile.Read(ref _count);

    internal ICollection<KeyValuePair<LimitKey, T>> All => _shares;

    /// <summary>The share of a key, made when there is none; null where there is no room for another one.</summary>
    internal T? Find(LimitKey key) => _shares.TryGetValue(key, out T? share) ? share : Make(key);

    internal void Remove(KeyValuePair<LimitKey, T> share)
    {
        if (_shares.TryRemove(share))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private T? Make(LimitKey key)
    {
        // Counted before it is there: the bound holds however many come at once.
        if (Interlocked.Increment(ref _count) > max)
        {
            Interlocked.Decrement(ref _count);
            return _shares.GetValueOrDefault(key);
        }

        T made = _make(key);
        T kept = _shares.GetOrAdd(key, made);
        if (!ReferenceEquals(kept, made))
        {
            Interlocked.Decrement(ref _count);
            (made as IDisposable)?.Dispose();
        }

        return kept;
    }
}
