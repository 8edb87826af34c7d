using System.Collections.Concurrent;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>Tells those who watch what happened to approvals of their tenant in this process.</summary>
internal sealed class ApprovalFeed(int maxWatchers)
{
    private readonly ConcurrentDictionary<TenantId, ConcurrentDictionary<ApprovalWatcher, bool>> _watchers = new();
    private readonly Lock _lock = new();

    internal void Publish(ApprovalEvent happened)
    {
        if (_watchers.TryGetValue(happened.Tenant, out ConcurrentDictionary<ApprovalWatcher, bool>? watchers))
        {
            foreach (ApprovalWatcher watcher in watchers.Keys)
            {
                watcher.Offer(happened);
            }
        }
    }

    /// <summary>Lets somebody watch, or says that there are too many. Whoever waits for one approval is not counted: he is a run, and runs are bounded elsewhere.</summary>
    internal bool TryAdd(ApprovalWatcher watcher, bool isCounted)
    {
        lock (_lock)
        {
            ConcurrentDictionary<ApprovalWatcher, bool> watchers = _watchers.GetOrAdd(watcher.Tenant, static _ => new());
            return (!isCounted || watchers.Count(static w => w.Value) < maxWatchers) && watchers.TryAdd(watcher, isCounted);
        }
    }

    internal void Remove(ApprovalWatcher watcher)
    {
        lock (_lock)
        {
            if (_watchers.TryGetValue(watcher.Tenant, out ConcurrentDictionary<ApprovalWatcher, bool>? watchers)
                && watchers.TryRemove(watcher, out _) && watchers.IsEmpty)
            {
                _watchers.TryRemove(watcher.Tenant, out _);
            }
        }
    }
}
