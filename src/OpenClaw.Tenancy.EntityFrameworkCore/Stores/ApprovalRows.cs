using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Approvals;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>The steps that changes of approvals are made of. The tenant is in the predicate of each.</summary>
internal static class ApprovalRows
{
    private static readonly string Pending = ApprovalStatus.Pending.ToText();

    internal static IQueryable<ApprovalRecord> ApprovalsOf(this TenancyStoreContext db, TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        string owner = tenant.ToString();
        return db.Approvals.Where(r => r.Tenant == owner);
    }

    internal static Task<int> CountPendingAsync(this TenancyStoreContext db, TenantId tenant, ApprovalLimits limits, CancellationToken cancellationToken) =>
        db.ApprovalsOf(tenant).CountAsync(r => r.Status == Pending && r.ExpiresTicks > limits.NowTicks, cancellationToken);

    /// <summary>Changes what may change, if nobody else was first. What was asked for in the beginning is no column of it.</summary>
    internal static async Task<bool> ReplaceAsync(this TenancyStoreContext db, TenantId tenant, ApprovalRecord changed, CancellationToken cancellationToken)
    {
        long before = changed.Version - 1;
        return await db.ApprovalsOf(tenant).Where(r => r.Id == changed.Id && r.Version == before).ExecuteUpdateAsync(
            set => set
                .SetProperty(static r => r.Status, changed.Status)
                .SetProperty(static r => r.Reason, changed.Reason)
                .SetProperty(static r => r.Decision, changed.Decision)
                .SetProperty(static r => r.ResolverTenant, changed.ResolverTenant)
                .SetProperty(static r => r.ResolverIssuer, changed.ResolverIssuer)
                .SetProperty(static r => r.ResolverSubject, changed.ResolverSubject)
                .SetProperty(static r => r.ResolverCredential, changed.ResolverCredential)
                .SetProperty(static r => r.ResolverGeneration, changed.ResolverGeneration)
                .SetProperty(static r => r.ResolvedTicks, changed.ResolvedTicks)
                .SetProperty(static r => r.Uses, changed.Uses)
                .SetProperty(static r => r.UsesLeft, changed.UsesLeft)
                .SetProperty(static r => r.SupersededBy, changed.SupersededBy)
                .SetProperty(static r => r.Version, changed.Version)
                .SetProperty(static r => r.Seal, changed.Seal),
            cancellationToken).ConfigureAwait(false) == 1;
    }
}
