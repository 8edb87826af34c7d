namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>Keeps the tenant of the call in a field of the one instance.</summary>
public sealed class AmbientSubject : MemorySubject
{
    private volatile string _current = string.Empty;

    public override async ValueTask<StoredObject?> ReadAsync(StoreCaller caller, string id, CancellationToken cancellationToken)
    {
        _current = TenantOf(caller, StoreOperations.Read, id);
        await Task.Delay(1, cancellationToken);
        return Rows.ToArray().FirstOrDefault(r => r.Kind == caller.Kind.Name && r.Id == id && r.Tenant == _current)?.ToObject();
    }

    public override async ValueTask<StoredObject?> FindByKeyAsync(StoreCaller caller, string key, CancellationToken cancellationToken)
    {
        _current = TenantOf(caller, StoreOperations.FindByKey, null);
        await Task.Delay(1, cancellationToken);
        return Rows.ToArray().FirstOrDefault(r => r.Kind == caller.Kind.Name && r.Key == key && r.Tenant == _current)?.ToObject();
    }
}
