using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>Grants are the platform's. To everybody else there is none.</summary>
internal sealed class GrantOwnerSource(TenantDirectory directory) : IResourceOwnerSource<BreakGlassGrant>
{
    public ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken) =>
        new(directory.TryFindGrant(id, out _) ? TenantId.Platform : null);
}
