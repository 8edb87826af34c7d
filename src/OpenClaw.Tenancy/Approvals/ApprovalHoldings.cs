using System.Collections.ObjectModel;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>The approvals of a tenant that is to be deleted. Those that wait for an answer keep it from being deleted.</summary>
internal sealed class ApprovalHoldings(SealedApprovals approvals, TimeProvider time) : ITenantHoldings
{
    private static readonly ReadOnlyCollection<string> Pending = Array.AsReadOnly([ApprovalStatus.Pending.ToText()]);

    // One that has ended and was not looked at since is kept as pending, and keeps nobody.
    public async ValueTask<bool> AnyAsync(TenantContext tenant, CancellationToken cancellationToken) =>
        (await approvals.ListAsync(tenant.Tenant, run: null, Pending, int.MaxValue, cancellationToken).ConfigureAwait(false))
            .Any(k => k.Record.ExpiresTicks > time.GetUtcNow().UtcTicks);

    public ValueTask EraseAsync(TenantContext tenant, CancellationToken cancellationToken) => approvals.EraseAsync(tenant.Tenant, run: null, cancellationToken);
}
