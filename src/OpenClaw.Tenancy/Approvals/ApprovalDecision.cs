namespace OpenClaw.Tenancy.Approvals;

/// <summary>What an approver answers.</summary>
public enum ApprovalDecision
{
    /// <summary>No. Also what every answer counts as that is malformed, unknown or not on offer.</summary>
    Deny = 0,

    /// <summary>Yes, one time.</summary>
    AllowOnce,

    /// <summary>Yes, for the same action of the same run, as often as the options allow and until the approval ends.</summary>
    AllowAlways,
}
