namespace OpenClaw.Tenancy.Events;

/// <summary>The subscribers of one tenant. It is there while there are any.</summary>
internal sealed class EventHall
{
    private readonly Lock _lock = new();

    // Replaced and never changed, so that who publishes takes no lock.
    private EventSubscription[] _subscribers = [];
    private bool _closed;

    internal int Count => Volatile.Read(ref _subscribers).Length;

    /// <summary>Lets a subscriber in; null where the hall was closed meanwhile, false where it is full.</summary>
    internal bool? TryAdd(EventSubscription subscription, int most)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return null;
            }

            if (_subscribers.Length >= most)
            {
                return false;
            }

            Volatile.Write(ref _subscribers, [.. _subscribers, subscription]);
            return true;
        }
    }

    /// <summary>Lets a subscriber out, and says whether the hall is closed: nobody is left in it.</summary>
    internal bool Remove(EventSubscription subscription)
    {
        lock (_lock)
        {
            int at = Array.IndexOf(_subscribers, subscription);
            if (at >= 0)
            {
                Volatile.Write(ref _subscribers, [.. _subscribers[..at], .. _subscribers[(at + 1)..]]);
            }

            _closed = _subscribers.Length == 0;
            return _closed;
        }
    }

    internal void Offer(TenantEvent happened, int guard)
    {
        foreach (EventSubscription subscription in Volatile.Read(ref _subscribers))
        {
            subscription.Offer(happened, guard);
        }
    }
}
