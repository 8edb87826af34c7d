namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>The words that claims live by, kept by the model's own rules beside the directory.</summary>
internal sealed class Cells
{
    private readonly Dictionary<(TenantId Tenant, string Name), Lives._IWord> _words = [];

    public static (TenantId Tenant, string Name) Whole(TenantId tenant) => (tenant, string.Empty);

    public static (TenantId Tenant, string Name) Member(TenantId tenant, string subject) => (tenant, "m:" + subject);

    public static (TenantId Tenant, string Name) Credential(TenantId tenant, string id) => (tenant, "c:" + id);

    public static (TenantId Tenant, string Name) Grant(TenantId target, string id) => (target, "g:" + id);

    public Lives._IWord Now((TenantId, string) cell) => _words.TryGetValue(cell, out Lives._IWord? word) ? word : Lives.Word.create(0, true);

    public void Revoke((TenantId, string) cell, bool aliveAfter) => Change(cell, Lives.Change.create_Revoke(0, aliveAfter));

    public void Enliven((TenantId, string) cell) => Change(cell, Lives.Change.create_Enliven(0));

    private void Change((TenantId, string) cell, Lives._IChange change) => _words[cell] = Lives.__default.After(Now(cell), change);
}
