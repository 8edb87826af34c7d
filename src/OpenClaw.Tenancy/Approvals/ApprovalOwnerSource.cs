using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>Owners of approvals, over all tenants: the tenant alone, and nothing of the approval.</summary>
internal sealed class ApprovalOwnerSource(SealedApprovals approvals, TenantDirectory directory) : IResourceOwnerSource<Approval>
{
    public async ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken) =>
        directory.TryFind(await approvals.OwnerOfAsync(id, cancellationToken).ConfigureAwait(false), out TenantEntry? entry) ? entry.Id : null;
}
