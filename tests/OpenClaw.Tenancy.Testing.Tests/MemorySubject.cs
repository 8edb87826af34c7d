using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;

namespace OpenClaw.Tenancy.Testing.Tests;

/// <summary>
/// A store that keeps its tenants apart: sessions by the context, whose ids callers name, and runs by permits, whose ids
/// it makes. Each property is one decision of it, and a leaky store makes one of them wrong.
/// </summary>
public class MemorySubject : ITenantStoreSubject
{
    public const string Sessions = "sessions";
    public const string Runs = "runs";

    private const StoreOperations Everything = (StoreOperations)((1 << 11) - 1);
    private const StoreOperations OfOne = StoreOperations.Read | StoreOperations.Update | StoreOperations.Delete | StoreOperations.Exists;

    private readonly Lock _lock = new();
    private long _sequence;

    public MemorySubject()
    {
        TenantOf = Demand;
        NewId = static _ => "run" + Guid.NewGuid().ToString("N");
    }

    public IReadOnlyList<StoreKind> Kinds { get; init; } =
    [
        new StoreKind(Sessions, Everything) { TakesIds = true, HasUniqueKey = true },
        new StoreKind(Runs, Everything) { HasUniqueKey = true, Actions = RunActions() },
    ];

    public List<Row> Rows { get; } = [];

    /// <summary>For which tenant the call acts; throws when it may not.</summary>
    public Func<StoreCaller, StoreOperations, string?, string> TenantOf { get; init; }

    /// <summary>Which rows an operation sees.</summary>
    public Func<StoreOperations, Row, string, bool> Sees { get; init; } = static (_, row, tenant) => row.Tenant == tenant;

    public Func<string, string, bool> SameId { get; init; } = static (left, right) => string.Equals(left, right, StringComparison.Ordinal);

    /// <summary>Whether a row that is there stands in the way of a new one.</summary>
    public Func<Row, Row, bool> Conflicts { get; init; } = static (there, created) =>
        there.Tenant == created.Tenant && (there.Id == created.Id || (there.Key is not null && there.Key == created.Key));

    /// <summary>Which further rows go when one is deleted.</summary>
    public Func<Row, Row, bool> DeletesWith { get; init; } = static (_, _) => false;

    public Func<long, string> NewId { get; init; }

    public Func<string, long, string> WriteCursor { get; init; } = static (_, sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    public Func<string, string, (string Tenant, long After)> ReadCursor { get; init; } =
        static (tenant, cursor) => (tenant, long.Parse(cursor, CultureInfo.InvariantCulture));

    /// <summary>Whether a row counts for the total beside a page.</summary>
    public Func<Row, string, bool> InTotal { get; init; } = static (row, tenant) => row.Tenant == tenant;

    /// <summary>Called with what was looked for and every row of the id, whoever owns it, when the caller has none.</summary>
    public Action<StoreOperations, string, IReadOnlyList<Row>> OnAbsent { get; init; } = static (_, _, _) => { };

    public StoreKind Kind(string name) => Kinds.Single(k => k.Name == name);

    public virtual void Configure(TenancyBuilder builder)
    {
    }

    public virtual async ValueTask<string> CreateAsync(StoreCaller caller, StoreDraft draft, CancellationToken cancellationToken)
    {
        await Task.Yield();
        string tenant = TenantOf(caller, StoreOperations.Create, null);
        lock (_lock)
        {
            long sequence = ++_sequence;
            var created = new Row(tenant, caller.Kind.Name, draft.Id ?? NewId(sequence), draft.Key, draft.Body, sequence);
            if (Rows.Exists(there => there.Kind == created.Kind && Conflicts(there, created)))
            {
                throw new InvalidOperationException("There is such an object already.");
            }

            Add(created);
            return created.Id;
        }
    }

    public virtual async ValueTask<StoredObject?> ReadAsync(StoreCaller caller, string id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Find(caller, StoreOperations.Read, id)?.ToObject();
    }

    public virtual async ValueTask<bool> UpdateAsync(StoreCaller caller, string id, string body, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_lock)
        {
            if (Find(caller, StoreOperations.Update, id) is not { } row)
            {
                return false;
            }

            Rows[Rows.IndexOf(row)] = row with { Body = body };
            return true;
        }
    }

    public virtual async ValueTask<bool> DeleteAsync(StoreCaller caller, string id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_lock)
        {
            if (Find(caller, StoreOperations.Delete, id) is not { } row)
            {
                return false;
            }

            Rows.RemoveAll(other => other == row || (other.Kind == row.Kind && DeletesWith(other, row)));
            return true;
        }
    }

    public async ValueTask<bool> ExistsAsync(StoreCaller caller, string id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Find(caller, StoreOperations.Exists, id) is not null;
    }

    public virtual async ValueTask<StorePage> ListAsync(StoreCaller caller, int pageSize, string? cursor, CancellationToken cancellationToken)
    {
        await Task.Yield();
        string tenant = TenantOf(caller, StoreOperations.List, null);
        (string whose, long after) = cursor is null ? (tenant, 0) : ReadCursor(tenant, cursor);
        lock (_lock)
        {
            Row[] rows = [.. All(caller, StoreOperations.List, whose).Where(r => r.Sequence > after).Take(pageSize + 1)];
            long total = Rows.LongCount(r => r.Kind == caller.Kind.Name && InTotal(r, tenant));
            return new StorePage(
                rows.Take(pageSize).Select(static r => r.ToObject()), rows.Length > pageSize ? WriteCursor(whose, rows[pageSize - 1].Sequence) : null) { Total = total };
        }
    }

    public async ValueTask<IReadOnlyList<StoredObject>> FindByPrefixAsync(StoreCaller caller, string prefix, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Objects(caller, StoreOperations.Prefix, r => r.Name.StartsWith(prefix, StringComparison.Ordinal));
    }

    public async ValueTask<IReadOnlyList<StoredObject>> FindInRangeAsync(StoreCaller caller, string first, string last, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Objects(
            caller, StoreOperations.Range, r => string.CompareOrdinal(first, r.Name) <= 0 && string.CompareOrdinal(r.Name, last) <= 0);
    }

    public async ValueTask<long> CountAsync(StoreCaller caller, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Objects(caller, StoreOperations.Count, static _ => true).Count;
    }

    public virtual async ValueTask<StoredObject?> FindByKeyAsync(StoreCaller caller, string key, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Objects(caller, StoreOperations.FindByKey, r => r.Key == key).SingleOrDefault();
    }

    public virtual async IAsyncEnumerable<StoredObject> StreamAsync(StoreCaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (StoredObject one in Objects(caller, StoreOperations.Stream, static _ => true))
        {
            await Task.Yield();
            TenantOf(caller, StoreOperations.Stream, null);
            yield return one;
        }
    }

    public virtual ValueTask<IReadOnlyList<string>?> SnapshotAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new([.. Rows.Select(static r => r.ToString())]);
        }
    }

    protected virtual void Add(Row created) => Rows.Add(created);

    protected virtual Row? Find(StoreCaller caller, StoreOperations operation, string id)
    {
        string tenant = TenantOf(caller, operation, id);
        lock (_lock)
        {
            List<Row> ofId = Rows.FindAll(r => r.Kind == caller.Kind.Name && SameId(r.Id, id));
            Row? row = ofId.Find(r => r.Tenant == tenant) ?? ofId.Find(r => Sees(operation, r, tenant));
            if (row is null || !Sees(operation, row, tenant))
            {
                OnAbsent(operation, id, ofId);
                return null;
            }

            return row;
        }
    }

    protected IEnumerable<Row> All(StoreCaller caller, StoreOperations operation, string tenant) =>
        Rows.Where(r => r.Kind == caller.Kind.Name && Sees(operation, r, tenant)).OrderBy(static r => r.Sequence);

    /// <summary>The right way: the context's own tenant, or what the engine gives for this very permit, action and id.</summary>
    protected static string Demand(StoreCaller caller, StoreOperations operation, string? id)
    {
        if (!caller.Kind.Actions.TryGetValue(operation, out StoreAction? action))
        {
            return caller.Context.Tenant.ToString();
        }

        PolicyEngine engine = caller.Services.GetRequiredService<PolicyEngine>();
        return engine.Demand(caller.Permit, engine.Action(action.RequiredScope, action.Name), (operation & OfOne) != 0 ? id : null).ToString();
    }

    private List<StoredObject> Objects(StoreCaller caller, StoreOperations operation, Func<Row, bool> which)
    {
        string tenant = TenantOf(caller, operation, null);
        lock (_lock)
        {
            return [.. All(caller, operation, tenant).Where(which).Select(static r => r.ToObject())];
        }
    }

    private static Dictionary<StoreOperations, StoreAction> RunActions()
    {
        var read = new StoreAction("operator.read", "runs.read");
        var list = new StoreAction("operator.read", "runs.list");
        return new()
        {
            [StoreOperations.Create] = new("operator.write", "runs.create"),
            [StoreOperations.Read] = read,
            [StoreOperations.Exists] = read,
            [StoreOperations.Update] = new("operator.write", "runs.update"),
            [StoreOperations.Delete] = new("operator.write", "runs.delete"),
            [StoreOperations.List] = list,
            [StoreOperations.Prefix] = list,
            [StoreOperations.Range] = list,
            [StoreOperations.Count] = list,
            [StoreOperations.FindByKey] = list,
            [StoreOperations.Stream] = list,
        };
    }
}
