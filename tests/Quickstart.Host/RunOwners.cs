using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Resources;

namespace Quickstart;

public sealed class RunOwners : IResourceOwnerSource<Run>
{
    public ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken) =>
        new(AppDb.Rows.SingleOrDefault(r => r.Id == id)?.Tenant);
}
