using OpenClaw.Tenancy.Limits;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>What is left to one tenant and to each of its users. Safe for use by many threads.</summary>
internal sealed class TenantShare : IDisposable
{
    private static readonly TimeSpan RecordEvery = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly Shares<Share>? _users;
    private long _refused;
    private long _recordedAt;

    internal TenantShare(RequestRates tenant, RequestRates user, int maxUsers, TimeProvider time)
    {
        (_time, Own) = (time, new Share(tenant, time));
        _users = user.IsOff ? null : new Shares<Share>(maxUsers, _ => new Share(user, time));
        _recordedAt = time.GetTimestamp() - (long)(RecordEvery.TotalSeconds * time.TimestampFrequency);
    }

    internal Share Own { get; }

    internal bool HasUsers => _users is not null;

    internal int Users => _users?.Count ?? 0;

    /// <summary>Takes the user's part and then the tenant's, so that a user who asks too often costs his tenant nothing.</summary>
    internal LimitLease Take(LimitKey user)
    {
        Share? share = null;
        IDisposable? ofUser = null;
        if (_users is not null)
        {
            share = Enter(user);
            if (share is null)
            {
                // SECURITY: no room for another user. It is his own tenant's users that there are too many of.
                return LimitLease.RateLimited(TimeSpan.FromSeconds(1));
            }

            if (!share.TryTake(out ofUser, out TimeSpan wait))
            {
                share.Leave();
                return LimitLease.RateLimited(wait);
            }
        }

        if (!Own.TryTake(out IDisposable? ofTenant, out TimeSpan retryAfter))
        {
            ofUser?.Dispose();
            share?.Leave();
            return LimitLease.RateLimited(retryAfter);
        }

        if (ofUser is null)
        {
            share?.Leave();
            share = null;
        }

        return ofTenant is null && share is null ? LimitLease.Allowed : LimitLease.Holding(new Held(ofUser, share, ofTenant, ofTenant is null ? null : this));
    }

    /// <summary>Whether the answer holds a place of the tenant; then it leaves the share itself when it is disposed of.</summary>
    internal bool IsHeldBy(LimitLease lease) => !ReferenceEquals(lease, LimitLease.Allowed) && Own.HasPlaces;

    /// <summary>Counts a refusal, and says how many are to be recorded now: all since the last record, once a minute; else none.</summary>
    internal long CountRefusal()
    {
        Interlocked.Increment(ref _refused);
        return TakeRefusals();
    }

    /// <summary>The refusals that were not recorded yet, once a minute.</summary>
    internal long TakeRefusals()
    {
        long before = Volatile.Read(ref _recordedAt);
        return Volatile.Read(ref _refused) != 0 && _time.GetElapsedTime(before) >= RecordEvery && Interlocked.CompareExchange(ref _recordedAt, _time.GetTimestamp(), before) == before
            ? Interlocked.Exchange(ref _refused, 0) : 0;
    }

    /// <summary>Ends what rests, and says whether all of it does.</summary>
    internal bool TryRetire(TimeSpan rest)
    {
        foreach (KeyValuePair<LimitKey, Share> user in _users?.All ?? [])
        {
            if (user.Value.TryRetire(rest))
            {
                _users!.Remove(user);
                user.Value.Dispose();
            }
        }

        return Users == 0 && Volatile.Read(ref _refused) == 0 && Own.TryRetire(rest);
    }

    public void Dispose()
    {
        Own.Dispose();
        foreach (KeyValuePair<LimitKey, Share> user in _users?.All ?? [])
        {
            user.Value.Dispose();
        }
    }

    private Share? Enter(LimitKey user)
    {
        while (true)
        {
            Share? share = _users!.Find(user);
            if (share is null || share.TryEnter())
            {
                return share;
            }

            // It is being retired: the next look finds none, or finds it open again.
            Thread.Yield();
        }
    }

    // While it is held nobody retires what it came from.
    private sealed class Held(IDisposable? ofUser, Share? user, IDisposable? ofTenant, TenantShare? tenant) : IDisposable
    {
        public void Dispose()
        {
            ofTenant?.Dispose();
            ofUser?.Dispose();
            user?.Leave();
            tenant?.Own.Leave();
        }
    }
}
