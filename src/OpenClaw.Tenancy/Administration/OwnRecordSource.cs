using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Owners of what the directory keeps: the caller's tenant's, or for the caller not there.</summary>
internal sealed class OwnRecordSource(TenantContext context, TenantDirectory directory)
    : IResourceOwnerSource<TenantMember>, IResourceOwnerSource<ApiKeyEntry>, IResourceOwnerSource<TenantInvitation>, IResourceOwnerSource<TenantRecord>
{
    ValueTask<TenantId?> IResourceOwnerSource<TenantMember>.FindOwnerAsync(string id, CancellationToken cancellationToken) =>
        Own(entry => entry.MemberOf(id) is { IsRemoved: false });

    ValueTask<TenantId?> IResourceOwnerSource<ApiKeyEntry>.FindOwnerAsync(string id, CancellationToken cancellationToken) =>
        Own(entry => entry.KeyOf(id) is not null);

    ValueTask<TenantId?> IResourceOwnerSource<TenantInvitation>.FindOwnerAsync(string id, CancellationToken cancellationToken) =>
        Own(entry => entry.InvitationOf(id) is not null);

    // A tenant's record is the platform's. To the tenant itself it is its own, and every other is not there.
    ValueTask<TenantId?> IResourceOwnerSource<TenantRecord>.FindOwnerAsync(string id, CancellationToken cancellationToken)
    {
        TenantId caller = context.Tenant;
        bool seen = directory.TryFind(id, out TenantEntry? entry) && entry.Id != TenantId.Platform && (caller == TenantId.Platform || entry.Id == caller);
        return new ValueTask<TenantId?>(seen ? caller : null);
    }

    private ValueTask<TenantId?> Own(Func<TenantEntry, bool> has)
    {
        TenantId caller = context.Tenant;
        return new ValueTask<TenantId?>(directory.TryFind(caller.ToString(), out TenantEntry? entry) && has(entry) ? caller : null);
    }
}
