using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Testing;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks.Conformance;

/// <summary>Speaks for a store over a tenant-safe context: sessions by the scope's tenant, and runs by permits.</summary>
public sealed class KeptSubject(AttackEngine engine) : ITenantStoreSubject
{
    private const StoreOperations Everything = (StoreOperations)((1 << 11) - 1);
    private const string Sessions = "sessions";
    private static readonly string[] Tables = [Sessions, "runs"];

    private ITenantDbContextFactory<KeptDb>? _contexts;
    private PolicyEngine? _policy;

    public IReadOnlyList<StoreKind> Kinds { get; } =
    [
        new StoreKind(Sessions, Everything) { TakesIds = true, HasUniqueKey = true },
        new StoreKind("runs", Everything) { HasUniqueKey = true, Actions = RunActions() },
    ];

    public void Configure(TenancyBuilder builder) => builder.AddTenantDbContext<KeptDb>(engine.Configure);

    public async ValueTask PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        // Held from the start, so that a scope that has ended is refused by the context and not by its container.
        _contexts = services.GetRequiredService<ITenantDbContextFactory<KeptDb>>();
        _policy = services.GetRequiredService<PolicyEngine>();
        await using KeptDb db = await services.GetRequiredService<IDbContextFactory<KeptDb>>().CreateDbContextAsync(cancellationToken);
        engine.MakeTables(db);
    }

    public async ValueTask<string> CreateAsync(StoreCaller caller, StoreDraft draft, CancellationToken cancellationToken) => IsSession(caller)
        ? await SessionsOf(caller).AddAsync(new KeptSession { Id = draft.Id!, Key = draft.Key!, Body = draft.Body }, cancellationToken)
        : await RunsOf(caller, StoreOperations.Create).AddAsync(new KeptRun { Id = $"r{Guid.NewGuid():n}", Key = draft.Key!, Body = draft.Body }, cancellationToken);

    public async ValueTask<StoredObject?> ReadAsync(StoreCaller caller, string id, CancellationToken cancellationToken) => Given(IsSession(caller)
        ? await SessionsOf(caller).FindAsync(id, cancellationToken)
        : await RunsOf(caller, StoreOperations.Read).FindAsync(id, cancellationToken));

    public async ValueTask<bool> UpdateAsync(StoreCaller caller, string id, string body, CancellationToken cancellationToken) => IsSession(caller)
        ? await SessionsOf(caller).UpdateAsync(id, body, cancellationToken)
        : await RunsOf(caller, StoreOperations.Update).UpdateAsync(id, body, cancellationToken);

    public async ValueTask<bool> DeleteAsync(StoreCaller caller, string id, CancellationToken cancellationToken) => IsSession(caller)
        ? await SessionsOf(caller).DeleteAsync(id, cancellationToken)
        : await RunsOf(caller, StoreOperations.Delete).DeleteAsync(id, cancellationToken);

    public async ValueTask<bool> ExistsAsync(StoreCaller caller, string id, CancellationToken cancellationToken) => IsSession(caller)
        ? await SessionsOf(caller).ExistsAsync(id, cancellationToken)
        : await RunsOf(caller, StoreOperations.Exists).ExistsAsync(id, cancellationToken);

    public async ValueTask<StorePage> ListAsync(StoreCaller caller, int pageSize, string? cursor, CancellationToken cancellationToken) => IsSession(caller)
        ? PageOf(await SessionsOf(caller).ListAsync(pageSize + 1, cursor ?? string.Empty, cancellationToken), pageSize)
        : PageOf(await RunsOf(caller, StoreOperations.List).ListAsync(pageSize + 1, cursor ?? string.Empty, cancellationToken), pageSize);

    public async ValueTask<IReadOnlyList<StoredObject>> FindByPrefixAsync(StoreCaller caller, string prefix, CancellationToken cancellationToken) => IsSession(caller)
        ? All(await SessionsOf(caller).WhereAsync(rows => rows.Where(r => r.Id.StartsWith(prefix)), cancellationToken))
        : All(await RunsOf(caller, StoreOperations.Prefix).WhereAsync(rows => rows.Where(r => r.Key.StartsWith(prefix)), cancellationToken));

    public async ValueTask<IReadOnlyList<StoredObject>> FindInRangeAsync(StoreCaller caller, string first, string last, CancellationToken cancellationToken) => IsSession(caller)
        ? All(await SessionsOf(caller).WhereAsync(rows => rows.Where(r => string.Compare(r.Id, first) >= 0 && string.Compare(r.Id, last) <= 0), cancellationToken))
        : All(await RunsOf(caller, StoreOperations.Range).WhereAsync(rows => rows.Where(r => string.Compare(r.Key, first) >= 0 && string.Compare(r.Key, last) <= 0), cancellationToken));

    public async ValueTask<long> CountAsync(StoreCaller caller, CancellationToken cancellationToken) => IsSession(caller)
        ? await SessionsOf(caller).CountAsync(cancellationToken)
        : await RunsOf(caller, StoreOperations.Count).CountAsync(cancellationToken);

    public async ValueTask<StoredObject?> FindByKeyAsync(StoreCaller caller, string key, CancellationToken cancellationToken) => Given(IsSession(caller)
        ? (await SessionsOf(caller).WhereAsync(rows => rows.Where(r => r.Key == key), cancellationToken)).SingleOrDefault()
        : (await RunsOf(caller, StoreOperations.FindByKey).WhereAsync(rows => rows.Where(r => r.Key == key), cancellationToken)).SingleOrDefault());

    public async IAsyncEnumerable<StoredObject> StreamAsync(StoreCaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerable<KeptRow> rows = IsSession(caller)
            ? SessionsOf(caller).StreamAsync(cancellationToken)
            : RunsOf(caller, StoreOperations.Stream).StreamAsync(cancellationToken);
        await foreach (KeptRow row in rows)
        {
            yield return Given(row)!;
        }
    }

    public ValueTask<IReadOnlyList<string>?> SnapshotAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        using DbConnection connection = engine.OpenAll();
        List<string> found = [];
        foreach (string table in Tables)
        {
            using DbCommand command = connection.CreateCommand();
            command.CommandText = $"select * from {AttackEngine.Quoted(char.ToUpperInvariant(table[0]) + table[1..])}";
            using DbDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                found.Add($"{table}: {string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={reader.GetValue(i)}"))}");
            }
        }

        found.Sort(StringComparer.Ordinal);
        return new(found);
    }

    private static bool IsSession(StoreCaller caller) => caller.Kind.Name == Sessions;

    private KeptRows<KeptSession> SessionsOf(StoreCaller caller) => new(_ => _contexts!.CreateDbContext(caller.Context));

    // A permit binds the context to its tenant; what else it is for, the store looks at.
    private KeptRows<KeptRun> RunsOf(StoreCaller caller, StoreOperations operation) => new(id =>
    {
        StoreAction action = caller.Kind.Actions[operation];
        _policy!.Demand(caller.Permit, _policy.Action(action.RequiredScope, action.Name), id);
        return _contexts!.CreateDbContext(caller.Permit!);
    });

    private static StoredObject? Given(KeptRow? row) => row is null ? null : new StoredObject(row.Id, row.Body);

    private static StoredObject[] All<T>(List<T> rows)
        where T : KeptRow => [.. rows.Select(static r => new StoredObject(r.Id, r.Body))];

    private static StorePage PageOf<T>((List<T> Rows, long Total) found, int pageSize)
        where T : KeptRow => new(
            All(found.Rows)[..Math.Min(pageSize, found.Rows.Count)], found.Rows.Count > pageSize ? found.Rows[pageSize - 1].Id : null) { Total = found.Total };

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
