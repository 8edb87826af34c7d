using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>What the in-memory stores share. The caller holds <see cref="Lock"/>, and has the tenant from a permit.</summary>
/// <remarks>Every look-up names the tenant as well as the id, so that a mistake above finds nothing here.</remarks>
public sealed class MemoryTables
{
    private readonly Dictionary<TenantId, TenantShelf> _shelves = [];
    private readonly Dictionary<string, SessionRow> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunRow> _runs = new(StringComparer.Ordinal);

    public Lock Lock { get; } = new();

    public void Add(TenantId tenant, Session session)
    {
        if (!_shelves.TryGetValue(tenant, out TenantShelf? shelf))
        {
            _shelves.Add(tenant, shelf = new TenantShelf());
        }

        var row = new SessionRow(tenant, shelf.NextSequence(), session);
        _sessions.Add(session.SessionId, row);
        shelf.Add(row);
    }

    public void Add(SessionRow session, Run run)
    {
        _runs.Add(run.Id, new RunRow(session.Tenant, run));
        session.RunIds.Add(run.Id);
    }

    public bool Remove(TenantId tenant, string sessionId)
    {
        if (FindSession(tenant, sessionId) is not { } row)
        {
            return false;
        }

        foreach (string runId in row.RunIds)
        {
            _runs.Remove(runId, out RunRow? run);
            run?.Signal();
        }

        _sessions.Remove(sessionId);
        _shelves[tenant].Remove(row);
        return true;
    }

    public SessionRow? FindSession(TenantId tenant, string id) => _sessions.TryGetValue(id, out SessionRow? row) && row.Tenant == tenant ? row : null;

    public RunRow? FindRun(TenantId tenant, string id) => _runs.TryGetValue(id, out RunRow? row) && row.Tenant == tenant ? row : null;

    public TenantId? OwnerOfSession(string id) => _sessions.GetValueOrDefault(id)?.Tenant;

    public TenantId? OwnerOfRun(string id) => _runs.GetValueOrDefault(id)?.Tenant;

    public IEnumerable<SessionRow> NewestFirst(TenantId tenant, long? before) =>
        _shelves.TryGetValue(tenant, out TenantShelf? shelf) ? shelf.NewestFirst(before) : [];
}
