using System.Collections.Concurrent;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Testing;
using OpenClaw.Tenancy.Testing.Reports;

namespace Docs.Snippets.HowTo;

// <snippet name="store-store">
public sealed class NoteStore
{
    private readonly ConcurrentDictionary<(TenantId Tenant, string Id), string> _notes = new();

    public bool Add(TenantContext tenant, string id, string text) => _notes.TryAdd((tenant.Tenant, id), text);

    public string? Find(TenantContext tenant, string id) => _notes.GetValueOrDefault((tenant.Tenant, id));

    public bool Remove(TenantContext tenant, string id) => _notes.TryRemove((tenant.Tenant, id), out _);
}
// </snippet>

// <snippet name="store-subject">
public sealed class NoteSubject : ITenantStoreSubject
{
    public IReadOnlyList<StoreKind> Kinds { get; } =
        [new StoreKind("notes", StoreOperations.Create | StoreOperations.Read | StoreOperations.Delete) { TakesIds = true }];

    public void Configure(TenancyBuilder builder) => builder.Services.AddSingleton<NoteStore>();

    public ValueTask<string> CreateAsync(StoreCaller caller, StoreDraft draft, CancellationToken cancellationToken) =>
        Store(caller).Add(caller.Context, draft.Id!, draft.Body) ? new(draft.Id!) : throw new InvalidOperationException("There is such a note.");

    public ValueTask<StoredObject?> ReadAsync(StoreCaller caller, string id, CancellationToken cancellationToken) =>
        new(Store(caller).Find(caller.Context, id) is { } text ? new StoredObject(id, text) : null);

    public ValueTask<bool> DeleteAsync(StoreCaller caller, string id, CancellationToken cancellationToken) =>
        new(Store(caller).Remove(caller.Context, id));

    private static NoteStore Store(StoreCaller caller) => caller.Services.GetRequiredService<NoteStore>();
}
// </snippet>

public static class TestYourStore
{
    // <snippet name="store-run">
    public static async Task Notes_of_one_tenant_are_out_of_reach_of_others()
    {
        ConformanceReport report = await TenantStoreConformance.RunAsync(new NoteSubject());

        Console.WriteLine(report);          // every check with its cases, and what was not offered
        report.ThrowIfAnyFailed();
    }
    // </snippet>

    public static StoreKind Runs()
    {
        // <snippet name="store-kinds">
        var read = new StoreAction("operator.read", "runs.read");
        var runs = new StoreKind("runs", StoreOperations.Create | StoreOperations.Read | StoreOperations.Exists)
        {
            Actions = new Dictionary<StoreOperations, StoreAction>
            {
                [StoreOperations.Create] = new("operator.write", "runs.create"),
                [StoreOperations.Read] = read,
                [StoreOperations.Exists] = read,
            },
        };
        // </snippet>
        return runs;
    }
}
