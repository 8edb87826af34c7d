using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>What a worker runs at the moment. Safe for use by many threads.</summary>
internal sealed class RunningJobs(int perTenant)
{
    private readonly Lock _lock = new();
    private readonly HashSet<RunningJob> _jobs = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _jobs.Count;
            }
        }
    }

    /// <summary>The tenants of which no further job may begin.</summary>
    internal IReadOnlyCollection<string> Busy
    {
        get
        {
            lock (_lock)
            {
                return [.. _counts.Where(c => c.Value >= perTenant).Select(static c => c.Key)];
            }
        }
    }

    internal RunningJob[] All
    {
        get
        {
            lock (_lock)
            {
                return [.. _jobs];
            }
        }
    }

    internal void Add(RunningJob job)
    {
        lock (_lock)
        {
            _jobs.Add(job);
            string tenant = job.Leased.Job.Tenant;
            _counts[tenant] = _counts.GetValueOrDefault(tenant) + 1;
        }
    }

    internal void Remove(RunningJob job)
    {
        lock (_lock)
        {
            string tenant = job.Leased.Job.Tenant;
            if (_jobs.Remove(job) && --_counts[tenant] == 0)
            {
                _counts.Remove(tenant);
            }
        }
    }
}
