namespace OpenClaw.Tenancy.Samples.Gateway.Approvals;

/// <param name="Applied">Whether this answer was the first.</param>
/// <param name="Approval">The approval as it stands now.</param>
public sealed record ResolveAnswer(bool Applied, ApprovalView Approval);
