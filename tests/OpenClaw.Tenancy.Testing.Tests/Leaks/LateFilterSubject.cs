using System.Globalization;

namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>Cuts the page over the rows of all tenants, and then takes the foreign ones off it.</summary>
public sealed class LateFilterSubject : MemorySubject
{
    public override ValueTask<StorePage> ListAsync(StoreCaller caller, int pageSize, string? cursor, CancellationToken cancellationToken)
    {
        string tenant = TenantOf(caller, StoreOperations.List, null);
        long after = cursor is null ? 0 : long.Parse(cursor, CultureInfo.InvariantCulture);
        Row[] rows = [.. Rows.Where(r => r.Kind == caller.Kind.Name && r.Sequence > after).OrderBy(static r => r.Sequence).Take(pageSize + 1)];
        return new(new StorePage(
            rows.Take(pageSize).Where(r => r.Tenant == tenant).Select(static r => r.ToObject()),
            rows.Length > pageSize ? rows[pageSize - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }
}
