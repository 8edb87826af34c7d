using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>The jobs of a tenant that is to be deleted. They keep nobody from deleting it, and end with it.</summary>
internal sealed class JobHoldings(ITenantJobStore store) : ITenantHoldings
{
    public ValueTask<bool> AnyAsync(TenantContext tenant, CancellationToken cancellationToken) => new(false);

    public ValueTask EraseAsync(TenantContext tenant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return store.EraseAsync(tenant.Tenant, cancellationToken);
    }
}
