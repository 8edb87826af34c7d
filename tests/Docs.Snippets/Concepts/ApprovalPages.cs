using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace Docs.Snippets.Concepts;

public static class ApprovalPages
{
    public static async Task Act(
        ApprovalDesk desk, AccessPermit redeem, TenantId tenant, RunId run, ApprovalId id, ProposedAction action, Action execute, CancellationToken cancellationToken)
    {
        // <snippet name="approvals-act">
        ApprovalRedemption redemption = await desk.RedeemAsync(redeem, run, id, action, cancellationToken);
        if (redemption.IsAllowed && redemption.Grant.Covers(tenant, run, action))
        {
            execute();      // exactly this action, this once
        }
        // </snippet>
    }
}
