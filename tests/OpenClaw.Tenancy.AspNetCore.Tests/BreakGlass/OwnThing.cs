using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Tests.BreakGlass;

/// <summary>A resource that is looked for among the caller's own tenant's alone, as a tenant-safe context does. Each tenant has one, named as the tenant is.</summary>
public sealed class OwnThing(TenantContext context) : IResourceOwnerSource<OwnThing>
{
    public async ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        TenantId own = context.Tenant;
        return id == own.ToString() ? own : null;
    }
}
