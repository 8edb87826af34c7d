using System.Collections.Concurrent;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>Tells those who watch what happened to approvals in this process. Whose event is whose, each watcher looks at himself.</summary>
internal sealed class ApprovalFeed(int maxWatchers)
{
    private readonly ConcurrentDictionary<ApprovalWatcher, bool> _watchers = new();
    private readonly Lock _lock = new();

    internal void Publish(ApprovalEvent happened)
    {
        // Without a copy; who comes or goes meanwhile is told or is not.
        foreach ((ApprovalWatcher watcher, _) in _watchers)
        {
            watcher.Offer(happened);
        }
    }

    /// <summary>Lets somebody watch, or says that his tenant has too many. Whoever waits for one approval is not counted: he is a run, and runs are bounded elsewhere.</summary>
    internal bool TryAdd(ApprovalWatcher watcher, bool isCounted)
    {
        lock (_lock)
        {
            return (!isCounted || _watchers.Count(w => w.Value && w.Key.Tenant.Equals(watcher.Tenant)) < maxWatchers) && _watchers.TryAdd(watcher, isCounted);
        }
    }

    internal void Remove(ApprovalWatcher watcher) => _watchers.TryRemove(watcher, out _);
}
