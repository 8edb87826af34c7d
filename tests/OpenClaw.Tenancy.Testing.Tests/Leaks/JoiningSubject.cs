namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>Joins tenant and id to one key.</summary>
public sealed class JoiningSubject : MemorySubject
{
    private readonly string _joint;

    public JoiningSubject(string joint)
    {
        _joint = joint;
        Conflicts = static (_, _) => false;
    }

    protected override void Add(Row created)
    {
        Rows.RemoveAll(r => r.Kind == created.Kind && Key(r.Tenant, r.Id) == Key(created.Tenant, created.Id));
        base.Add(created);
    }

    protected override Row? Find(StoreCaller caller, StoreOperations operation, string id)
    {
        string key = Key(TenantOf(caller, operation, id), id);
        return Rows.Find(r => r.Kind == caller.Kind.Name && Key(r.Tenant, r.Id) == key);
    }

    private string Key(string tenant, string id) => tenant + _joint + id;
}
