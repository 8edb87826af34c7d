namespace OpenClaw.Tenancy.Samples.Gateway.Approvals;

public sealed record ApprovalList(IReadOnlyList<ApprovalView> Approvals);
