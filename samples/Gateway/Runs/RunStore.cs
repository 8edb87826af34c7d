using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>The runs in the database. An event is on the disk before anyone is shown it.</summary>
public sealed class RunStore(
    GatewayStorage storage, SessionFolders folders, HostSeat seat, LiveRuns live, PolicyEngine engine, GatewayActions actions, ApprovalDesk desk, TimeProvider time)
    : IRunStore
{
    private const int PageSize = 256;

    public async ValueTask<Run?> AddAsync(AccessPermit permit, string sessionId, string message, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.Chat, sessionId);
        var run = new Run(RunId.New().ToString(), sessionId, RunStatus.Queued, time.GetUtcNow());

        // Before it can be seen, so that nobody takes it for one whose process is gone.
        live.Begin(tenant, run);
        bool added = false;
        try
        {
            added = await storage.WriteAsync(permit, Add, cancellationToken);
            return added ? run : null;
        }
        finally
        {
            if (!added)
            {
                live.End(tenant, run.Id);
            }
        }

        async Task<bool> Add(GatewayDb db)
        {
            if (!await db.AddMessageAsync(sessionId, new Message(Message.User, message, run.CreatedAt, run.Id), cancellationToken))
            {
                return false;
            }

            db.Add(new RunRow { Id = run.Id, SessionId = sessionId, Status = run.Status, CreatedAt = run.CreatedAt, Host = seat.Id });
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
    }

    public async ValueTask<Run?> FindAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.ReadRun, id);
        await using GatewayDb db = storage.Open(permit);
        return await ReadAsync(permit, tenant, id, cancellationToken) switch
        {
            null => null,
            { Status: RunStatus.Succeeded } row => row.ToRun(await db.FindReplyAsync(row, cancellationToken) ?? string.Empty),
            { } row => row.ToRun(),
        };
    }

    public async ValueTask<RunSlice?> ReadEventsAsync(AccessPermit permit, string id, long after, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.ReadRun, id);

        // Taken before the look, so that what happens after it is not slept through.
        Task changed = live.Changed(tenant, id);
        await using GatewayDb db = storage.Open(permit);
        if (await db.FindRunWithEventsAsync(id, after, PageSize, cancellationToken) is not { } found)
        {
            return null;
        }

        if (IsLost(tenant, found.Run))
        {
            await InterruptAsync(permit, id, cancellationToken);
            return await ReadEventsAsync(permit, id, after, cancellationToken);
        }

        bool full = found.Events.Count == PageSize;
        return new RunSlice([.. found.Events.Select(static e => e.ToEvent())], found.Run.Events, found.Run.EndedAt is not null && !full, full ? Task.CompletedTask : changed);
    }

    public async ValueTask<bool> BeginAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        engine.Demand(permit, actions.PerformRun, id);
        return await storage.WriteAsync(
            permit,
            async db => await db.OpenRuns(id).ExecuteUpdateAsync(static s => s.SetProperty(static r => r.Status, RunStatus.Running), cancellationToken) == 1,
            cancellationToken);
    }

    public async ValueTask<bool> HoldAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        engine.Demand(permit, actions.PerformRun, id);
        return await storage.WriteAsync(
            permit,
            async db => await db.OpenRuns(id).ExecuteUpdateAsync(static s => s.SetProperty(static r => r.Status, RunStatus.WaitingApproval), cancellationToken) == 1,
            cancellationToken);
    }

    public async ValueTask SettleAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, permit.ResourceId is null ? desk.List : desk.Resolve, permit.ResourceId);
        await ReadAsync(permit, tenant, id, cancellationToken);
    }

    public async ValueTask<bool> AppendAsync(AccessPermit permit, string id, IReadOnlyList<RunEvent> happened, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.PerformRun, id);
        bool added = await storage.WriteAsync(permit, db => db.AddEventsAsync(id, happened, cancellationToken), cancellationToken);
        live.Signal(tenant, id);
        return added;
    }

    public async ValueTask SucceedAsync(
        AccessPermit permit, string id, IReadOnlyList<RunEvent> happened, string reply, TokenUsage usage, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.PerformRun, id);
        await storage.WriteAsync(permit, Succeed, cancellationToken);
        live.End(tenant, id);

        async Task<bool> Succeed(GatewayDb db) =>
            await db.AddEventsAsync(id, happened, cancellationToken)
            && await db.EndRunAsync(id, RunStatus.Succeeded, usage, time.GetUtcNow(), RunFailure.Agent, cancellationToken) is { } run
            && await db.AddMessageAsync(run.SessionId, new Message(Message.Assistant, reply, time.GetUtcNow(), id), cancellationToken)
            && await TranscribeAsync(db, permit, run, cancellationToken);
    }

    public async ValueTask FailAsync(AccessPermit permit, string id, IReadOnlyList<RunEvent> happened, RunFailure failure, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.PerformRun, id);
        await storage.WriteAsync(
            permit,
            async db => await db.AddEventsAsync(id, happened, cancellationToken)
                && await db.EndRunAsync(id, RunStatus.Failed, TokenUsage.None, time.GetUtcNow(), failure, cancellationToken) is not null,
            cancellationToken);
        live.End(tenant, id);
    }

    // Before the commit, while the session's row is held: a deletion that comes after it finds the lines, and one that came before left no session.
    private async Task<bool> TranscribeAsync(GatewayDb db, AccessPermit permit, RunRow run, CancellationToken cancellationToken)
    {
        string agentId = await db.Sessions.Where(s => s.Id == run.SessionId).Select(static s => s.AgentId).SingleAsync(cancellationToken);
        List<MessageRow> turn = await db.Messages.AsNoTracking()
            .Where(m => m.SessionId == run.SessionId && m.RunId == run.Id).OrderBy(static m => m.Number).ToListAsync(cancellationToken);
        await folders.AppendAsync(permit, run.Id, agentId, run.SessionId, [.. turn.Select(static m => m.ToMessage())], cancellationToken);
        return true;
    }

    public async ValueTask<Run?> StopAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.StopRun, id);
        if (await ReadAsync(permit, tenant, id, cancellationToken) is not { EndedAt: null } row)
        {
            await using GatewayDb db = storage.Open(permit);
            return (await db.FindRunAsync(id, cancellationToken))?.ToRun();
        }

        await storage.WriteAsync(permit, db => db.EndRunAsync(id, RunStatus.Stopped, TokenUsage.None, time.GetUtcNow(), RunFailure.Agent, cancellationToken), cancellationToken);
        live.End(tenant, row.Id);
        return (await ReadAsync(permit, tenant, id, cancellationToken))?.ToRun();
    }

    public async ValueTask AbandonAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(permit);
        if (!ReferenceEquals(permit.Action, actions.Chat) || permit.ResourceId is not { } sessionId)
        {
            return;
        }

        try
        {
            await storage.WriteAsync(permit, Fail, cancellationToken);
        }
        catch (TenantScopeRequiredException)
        {
            // A permit that has died opens nothing: whoever of the tenant looks at the run next marks it, see ReadAsync.
        }
        finally
        {
            live.EndIn(permit.Tenant, sessionId, id);
        }

        async Task<bool> Fail(GatewayDb db) =>
            await db.Runs.AnyAsync(r => r.Id == id && r.SessionId == sessionId, cancellationToken)
            && await db.EndRunAsync(id, RunStatus.Failed, TokenUsage.None, time.GetUtcNow(), RunFailure.Agent, cancellationToken) is not null;
    }

    // A run that has not ended, was this host's to perform, and is not performed: its process died, or its tenant was
    // suspended under it. No claim was there to say so then; whoever of the tenant looks at it now says it.
    private async Task<RunRow?> ReadAsync(AccessPermit permit, TenantId tenant, string id, CancellationToken cancellationToken)
    {
        RunRow? row;
        await using (GatewayDb db = storage.Open(permit))
        {
            row = await db.FindRunAsync(id, cancellationToken);
        }

        return row is not null && IsLost(tenant, row) ? await InterruptAsync(permit, id, cancellationToken) : row;
    }

    private bool IsLost(TenantId tenant, RunRow row) => row.EndedAt is null && row.Host == seat.Id && !live.Has(tenant, row.Id);

    private async Task<RunRow?> InterruptAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        // The approvals first: once the run has ended, nobody looks for them here again.
        await desk.EndRunForHostAsync(new RunRef(permit.Tenant, RunId.From(id)), ApprovalReason.GatewayRestart, cancellationToken);
        return await storage.WriteAsync(
            permit,
            async db => await db.EndRunAsync(id, RunStatus.Failed, TokenUsage.None, time.GetUtcNow(), RunFailure.Interrupted, cancellationToken)
                ?? await db.FindRunAsync(id, cancellationToken),
            cancellationToken);
    }
}
