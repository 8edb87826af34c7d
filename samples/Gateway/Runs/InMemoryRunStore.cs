using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

public sealed class InMemoryRunStore(MemoryTables tables, PolicyEngine engine, GatewayActions actions, TimeProvider time) : IRunStore, IResourceOwnerSource<Run>
{
    public ValueTask<Run?> AddAsync(AccessPermit permit, string sessionId, string message, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.Chat, sessionId);
        DateTimeOffset now = time.GetUtcNow();
        lock (tables.Lock)
        {
            if (tables.FindSession(tenant, sessionId) is not { } session)
            {
                return new((Run?)null);
            }

            var run = new Run(RunId.New().ToString(), sessionId, RunStatus.Queued, now);
            tables.Add(session, run);
            session.Add(new Message(Message.User, message, now, run.Id));
            return new(run);
        }
    }

    public ValueTask<Run?> FindAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.ReadRun, id);
        lock (tables.Lock)
        {
            return new(tables.FindRun(tenant, id)?.Run);
        }
    }

    public ValueTask<RunSlice?> ReadEventsAsync(AccessPermit permit, string id, long after, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.ReadRun, id);
        lock (tables.Lock)
        {
            return new(tables.FindRun(tenant, id)?.After(after));
        }
    }

    public ValueTask<bool> BeginAsync(AccessPermit permit, string id, CancellationToken cancellationToken) =>
        new(Change(engine.Demand(permit, actions.PerformRun, id), id, static row => row.Move(row.Run with { Status = RunStatus.Running })));

    public ValueTask<bool> AppendAsync(AccessPermit permit, string id, RunEvent happened, CancellationToken cancellationToken) =>
        new(Change(engine.Demand(permit, actions.PerformRun, id), id, row => row.Add(happened)));

    public ValueTask SucceedAsync(AccessPermit permit, string id, string reply, TokenUsage usage, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.PerformRun, id);
        Change(tenant, id, row =>
        {
            End(row, row.Run with { Status = RunStatus.Succeeded, Reply = reply, Usage = usage });
            tables.FindSession(tenant, row.Run.SessionId)?.Add(new Message(Message.Assistant, reply, time.GetUtcNow(), id));
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<Run?> StopAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.StopRun, id);
        Change(tenant, id, row => End(row, row.Run with { Status = RunStatus.Stopped }));
        lock (tables.Lock)
        {
            return new(tables.FindRun(tenant, id)?.Run);
        }
    }

    public ValueTask AbandonAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(permit);
        lock (tables.Lock)
        {
            if (ReferenceEquals(permit.Action, actions.Chat) && tables.FindRun(permit.Tenant, id) is { Run.IsEnded: false } row && row.Run.SessionId == permit.ResourceId)
            {
                End(row, row.Run with { Status = RunStatus.Failed });
            }
        }

        return ValueTask.CompletedTask;
    }

    // The one look-up without a permit: an owner or nothing.
    public ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken)
    {
        lock (tables.Lock)
        {
            return new(tables.OwnerOfRun(id));
        }
    }

    /// <summary>Changes a run that has not ended; false when it has, or is gone.</summary>
    private bool Change(TenantId tenant, string id, Action<RunRow> change)
    {
        lock (tables.Lock)
        {
            if (tables.FindRun(tenant, id) is not { Run.IsEnded: false } row)
            {
                return false;
            }

            change(row);
            return true;
        }
    }

    private void End(RunRow row, Run ended)
    {
        row.Move(ended with { EndedAt = time.GetUtcNow() });
        row.Add(RunEvents.Last(row.Run));
    }
}
