using System.Collections.Concurrent;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>The runs that this process performs, and a signal for those who follow them. What happened in a run is in the database.</summary>
public sealed class LiveRuns
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly ConcurrentDictionary<(TenantId Tenant, string Id), LiveRun> _runs = [];

    public void Begin(TenantId tenant, Run run) => _runs[(tenant, run.Id)] = new LiveRun(run.SessionId);

    public bool Has(TenantId tenant, string id) => _runs.ContainsKey((tenant, id));

    /// <summary>Ends when something happens in the run; never, where it is not performed here.</summary>
    public Task Changed(TenantId tenant, string id) => _runs.TryGetValue((tenant, id), out LiveRun? run) ? run.Changed : Never;

    public void Signal(TenantId tenant, string id)
    {
        if (_runs.TryGetValue((tenant, id), out LiveRun? run))
        {
            run.Signal();
        }
    }

    /// <summary>Forgets a run that is over, and tells its followers.</summary>
    public void End(TenantId tenant, string id)
    {
        if (_runs.TryRemove((tenant, id), out LiveRun? run))
        {
            run.Signal();
        }
    }

    /// <summary>Forgets the runs of a session that is gone, or one of them.</summary>
    public void EndIn(TenantId tenant, string sessionId, string? id = null)
    {
        foreach (((TenantId owner, string runId), LiveRun run) in _runs)
        {
            if (owner == tenant && run.SessionId == sessionId && (id is null || id == runId))
            {
                End(tenant, runId);
            }
        }
    }
}
