using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

/// <summary>The sessions in the database. No query names a tenant: the context that a permit opens knows no other.</summary>
public sealed class SessionStore(
    GatewayStorage storage, SessionFolders folders, LiveRuns live, ApprovalDesk desk, PolicyEngine engine, GatewayActions actions, TimeProvider time) : ISessionStore
{
    public async ValueTask<Session> CreateAsync(AccessPermit permit, SessionDraft draft, CancellationToken cancellationToken)
    {
        engine.Demand(permit, actions.CreateSession);
        return await storage.WriteAsync(permit, Add, cancellationToken);

        async Task<Session> Add(GatewayDb db)
        {
            DateTimeOffset now = time.GetUtcNow();
            long last = await db.Sessions.MaxAsync(static s => (long?)s.Sequence, cancellationToken) ?? 0;
            var row = new SessionRow
            {
                Id = SessionId.New().ToString(),
                Sequence = Math.Max(now.UtcTicks, last + 1),
                AgentId = draft.AgentId,
                Title = draft.Title,
                CreatedAt = now,
                UpdatedAt = now,
            };
            db.Add(row);
            await db.SaveChangesAsync(cancellationToken);
            return row.ToSession();
        }
    }

    public async ValueTask<SessionPage> ListAsync(AccessPermit permit, int limit, long? before, CancellationToken cancellationToken)
    {
        engine.Demand(permit, actions.ListSessions);
        await using GatewayDb db = storage.Open(permit);
        long end = before ?? long.MaxValue;
        List<SessionRow> rows = await db.Sessions.AsNoTracking()
            .Where(s => s.Sequence < end).OrderByDescending(static s => s.Sequence).Take(limit + 1).ToListAsync(cancellationToken);
        bool more = rows.Count > limit;
        return new SessionPage([.. rows.Take(limit).Select(static row => row.ToSession())], more ? rows[limit - 1].Sequence : null);
    }

    public async ValueTask<SessionDetails?> FindAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        engine.Demand(permit, actions.ReadSession, id);
        return await ReadAsync(permit, id, cancellationToken);
    }

    public async ValueTask<SessionDetails?> ReadForChatAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        engine.Demand(permit, actions.Chat, id);
        return await ReadAsync(permit, id, cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.DeleteSession, id);
        await EraseApprovalsAsync(tenant, await RunsOfAsync(permit, id, cancellationToken));
        string[] gone = [];
        bool deleted = await storage.DeleteAsync(permit, Remove, cancellationToken);
        live.EndIn(tenant, id);
        if (await EraseApprovalsAsync(tenant, gone))
        {
            await storage.CutAsync(permit);
        }

        return deleted;

        async Task<bool> Remove(GatewayDb db)
        {
            // The runs first, as whoever ends a run takes the rows in this order too. The rest goes with the session.
            gone = await db.Runs.Where(r => r.SessionId == id).Select(static r => r.Id).ToArrayAsync(cancellationToken);
            await db.Runs.Where(r => r.SessionId == id).ExecuteDeleteAsync(cancellationToken);
            string? agentId = await db.Sessions.Where(s => s.Id == id).Select(static s => s.AgentId).SingleOrDefaultAsync(cancellationToken);
            bool removed = await db.Sessions.Where(s => s.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
            if (removed && agentId is not null)
            {
                // Before the commit: files that cannot be deleted leave the session there to be deleted again.
                folders.Delete(permit, agentId, id);
            }

            return removed;
        }
    }

    private async Task<string[]> RunsOfAsync(AccessPermit permit, string sessionId, CancellationToken cancellationToken)
    {
        await using GatewayDb db = storage.Open(permit);
        return await db.Runs.Where(r => r.SessionId == sessionId).Select(static r => r.Id).ToArrayAsync(cancellationToken);
    }

    // What a run proposed is what somebody wrote in the session. Before the session goes, so that none is left of one that is gone;
    // and after it, for what was proposed in between.
    private async Task<bool> EraseApprovalsAsync(TenantId tenant, string[] runs)
    {
        bool any = false;
        foreach (string run in runs)
        {
            any |= await desk.EraseRunForHostAsync(new RunRef(tenant, RunId.From(run)), CancellationToken.None);
        }

        return any;
    }

    // In one statement, so that the session and its messages are of one moment.
    private async Task<SessionDetails?> ReadAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        await using GatewayDb db = storage.Open(permit);
        var found = await db.Sessions.AsNoTracking().Where(s => s.Id == id)
            .Select(s => new { Session = s, Messages = db.Messages.Where(m => m.SessionId == s.Id).OrderBy(m => m.Number).ToList() })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : SessionDetails.Of(found.Session.ToSession(), [.. found.Messages.Select(static m => m.ToMessage())]);
    }
}
