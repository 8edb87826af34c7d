using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

public sealed class InMemorySessionStore(MemoryTables tables, PolicyEngine engine, GatewayActions actions, TimeProvider time)
    : ISessionStore, IResourceOwnerSource<Session>
{
    public ValueTask<Session> CreateAsync(AccessPermit permit, SessionDraft draft, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.CreateSession);
        DateTimeOffset now = time.GetUtcNow();
        var session = new Session(SessionId.New().ToString(), draft.AgentId, draft.Title, now, now);
        lock (tables.Lock)
        {
            tables.Add(tenant, session);
        }

        return new(session);
    }

    public ValueTask<SessionPage> ListAsync(AccessPermit permit, int limit, long? before, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.ListSessions);
        lock (tables.Lock)
        {
            SessionRow[] rows = [.. tables.NewestFirst(tenant, before).Take(limit + 1)];
            bool more = rows.Length > limit;
            return new(new SessionPage([.. rows.Take(limit).Select(static row => row.Session)], more ? rows[limit - 1].Sequence : null));
        }
    }

    public ValueTask<SessionDetails?> FindAsync(AccessPermit permit, string id, CancellationToken cancellationToken) =>
        new(Find(engine.Demand(permit, actions.ReadSession, id), id));

    public ValueTask<SessionDetails?> ReadForChatAsync(AccessPermit permit, string id, CancellationToken cancellationToken) =>
        new(Find(engine.Demand(permit, actions.Chat, id), id));

    public ValueTask<bool> DeleteAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        TenantId tenant = engine.Demand(permit, actions.DeleteSession, id);
        lock (tables.Lock)
        {
            return new(tables.Remove(tenant, id));
        }
    }

    // The one look-up without a permit: an owner or nothing.
    public ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken)
    {
        lock (tables.Lock)
        {
            return new(tables.OwnerOfSession(id));
        }
    }

    private SessionDetails? Find(TenantId tenant, string id)
    {
        lock (tables.Lock)
        {
            return tables.FindSession(tenant, id) is { } row ? SessionDetails.Of(row.Session, [.. row.Messages]) : null;
        }
    }
}
