using System.Collections.Concurrent;
using OpenClaw.Tenancy.DependencyInjection;

namespace OpenClaw.Tenancy.Testing.Tests;

/// <summary>A store that can create and read, and implements nothing else, whatever it declares.</summary>
public sealed class NarrowSubject(StoreOperations declared = StoreOperations.Create | StoreOperations.Read) : ITenantStoreSubject
{
    private readonly ConcurrentDictionary<(TenantId, string), string> _rows = new();

    public IReadOnlyList<StoreKind> Kinds { get; init; } = [new StoreKind("notes", declared) { TakesIds = true }];

    /// <summary>Done in each read before it looks.</summary>
    public Func<CancellationToken, Task> BeforeRead { get; init; } = static _ => Task.CompletedTask;

    public Action<TenancyBuilder> OnConfigure { get; init; } = static _ => { };

    public void Configure(TenancyBuilder builder) => OnConfigure(builder);

    public ValueTask<string> CreateAsync(StoreCaller caller, StoreDraft draft, CancellationToken cancellationToken) =>
        _rows.TryAdd((caller.Context.Tenant, draft.Id!), draft.Body) ? new(draft.Id!) : throw new InvalidOperationException("The id is taken.");

    public async ValueTask<StoredObject?> ReadAsync(StoreCaller caller, string id, CancellationToken cancellationToken)
    {
        await BeforeRead(cancellationToken);
        return _rows.TryGetValue((caller.Context.Tenant, id), out string? body) ? new StoredObject(id, body) : null;
    }
}
