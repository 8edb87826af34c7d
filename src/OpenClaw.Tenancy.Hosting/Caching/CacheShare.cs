using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>The places that one tenant has in the memory cache, the oldest first.</summary>
internal sealed class CacheShare
{
    private readonly LinkedList<(StorageKey Key, DateTimeOffset ExpiresAt)> _order = [];
    private readonly Dictionary<StorageKey, LinkedListNode<(StorageKey Key, DateTimeOffset ExpiresAt)>> _nodes = [];

    internal int Count => _nodes.Count;

    internal StorageKey Oldest => _order.First!.Value.Key;

    internal void Add(StorageKey key, DateTimeOffset expiresAt) => _nodes.Add(key, _order.AddLast((key, expiresAt)));

    /// <summary>Makes an entry the newest, if it is there.</summary>
    internal bool Renew(StorageKey key, DateTimeOffset expiresAt)
    {
        if (!Remove(key))
        {
            return false;
        }

        Add(key, expiresAt);
        return true;
    }

    internal bool Remove(StorageKey key)
    {
        if (!_nodes.Remove(key, out LinkedListNode<(StorageKey, DateTimeOffset)>? node))
        {
            return false;
        }

        _order.Remove(node);
        return true;
    }

    internal StorageKey[] EndedAt(DateTimeOffset now) => [.. _order.Where(entry => now >= entry.ExpiresAt).Select(static entry => entry.Key)];
}
