using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Approvals;

/// <summary>An answer. A decision that is none counts as a denial, and is no bad input: whoever stammers has not said yes.</summary>
/// <param name="ApprovalId">The approval. Its grammar is the boundary's to judge, where it is looked up.</param>
/// <param name="Decision">The decision.</param>
/// <param name="ActionDigest">The digest of what the approver saw, or null.</param>
public sealed record ResolveRequest(string ApprovalId, string Decision, string? ActionDigest = null)
{
    public ApprovalAnswer ToAnswer(RunId run, string? correlationId)
    {
        Digest256 seen = default;
        BadInput.Unless(ActionDigest is null || Digest256.TryFrom(ActionDigest, out seen));
        return new ApprovalAnswer { Decision = Decision, Run = run, Seen = ActionDigest is null ? null : seen, CorrelationId = correlationId };
    }
}
