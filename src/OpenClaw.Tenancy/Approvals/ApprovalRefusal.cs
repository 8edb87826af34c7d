namespace OpenClaw.Tenancy.Approvals;

/// <summary>Why the desk refuses: the reason, the word in the trail, and what the caller is told.</summary>
internal sealed class ApprovalRefusal
{
    private ApprovalRefusal(DenyReason reason, string word, string message) => (Reason, Word, Message) = (reason, word, message);

    /// <summary>Absent, foreign, of another run, or outdated: one answer.</summary>
    internal static ApprovalRefusal NotFound { get; } = new(DenyReason.ResourceAbsent, "not_found", "approval not found");

    internal static ApprovalRefusal OwnRequest { get; } = new(DenyReason.PolicyForbid, "own_request", "whoever asks for an approval does not answer it");

    internal static ApprovalRefusal ByGrant { get; } = new(DenyReason.PolicyForbid, "by_grant", "what a break-glass grant allows would outlive it");

    internal static ApprovalRefusal AuthorityEnded { get; } = new(DenyReason.Revoked, "authority_ended", "approval resolver authority is no longer active");

    internal static ApprovalRefusal RunEnded { get; } = new(DenyReason.Revoked, "authority_ended", "the authority of the run is no longer active");

    internal static ApprovalRefusal TooMany { get; } = new(DenyReason.PolicyForbid, "too_many_pending", "too many approvals wait for an answer");

    internal static ApprovalRefusal NoRecord { get; } = new(DenyReason.AuditUnavailable, "audit_unavailable", "the audit record could not be written");

    internal static ApprovalRefusal Unavailable { get; } = new(DenyReason.DependencyUnavailable, "dependency_unavailable", "a dependency did not answer");

    internal static ApprovalRefusal Corrupt { get; } = new(DenyReason.PolicyForbid, "storage_corrupt", "what is kept of the approval is not what was sealed");

    internal static ApprovalRefusal NotAllowed { get; } = new(DenyReason.PolicyForbid, "not_allowed", "the action is not approved");

    internal static ApprovalRefusal Ended { get; } = new(DenyReason.PolicyForbid, "approval_expired", "the approval has ended");

    internal static ApprovalRefusal UsedUp { get; } = new(DenyReason.PolicyForbid, "used_up", "the approval is used up");

    internal static ApprovalRefusal OtherAction { get; } = new(DenyReason.PolicyForbid, "action_changed", "the action is not the one that was approved");

    internal static ApprovalRefusal ResolverGone { get; } = new(DenyReason.PolicyForbid, "resolver_revoked", "whoever allowed it was revoked since");

    internal DenyReason Reason { get; }

    internal string Word { get; }

    internal string Message { get; }
}
