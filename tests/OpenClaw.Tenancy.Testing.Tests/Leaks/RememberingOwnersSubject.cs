namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>Keeps a table of owners, and forgets to clear it when an object is deleted.</summary>
public sealed class RememberingOwnersSubject : MemorySubject
{
    private readonly Dictionary<(string Kind, string Id), string> _owners = [];

    public RememberingOwnersSubject() => Sees = (operation, row, tenant) =>
        row.Tenant == tenant || (operation == StoreOperations.Read && _owners[(row.Kind, row.Id)] == tenant);

    protected override void Add(Row created)
    {
        _owners.TryAdd((created.Kind, created.Id), created.Tenant);
        base.Add(created);
    }
}
