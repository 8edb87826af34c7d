using System.Collections.Concurrent;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Gives the ids back whose texts are reserved, so that no text of a row can become one by itself.</summary>
/// <remarks>
/// A singleton of EF Core's own services. It holds ids of contexts that were bound, which verified claims alone can do,
/// so it grows with the tenants of the host and never with what an outsider invents. Safe for use by many threads.
/// </remarks>
internal sealed class KnownTenants
{
    private readonly ConcurrentDictionary<string, TenantId> _reserved = new(StringComparer.Ordinal);

    internal void Learn(TenantId tenant)
    {
        string text = tenant.ToString();
        if (!TenantId.TryFrom(text, out _))
        {
            _reserved.TryAdd(text, tenant);
        }
    }

    internal TenantId Revive(string text) =>
        TenantId.TryFrom(text, out TenantId? id) || _reserved.TryGetValue(text, out id)
            ? id
            : throw new TenantMismatchException("A row's tenant is no id that this context could belong to. Look at the column that holds the tenant.");
}
