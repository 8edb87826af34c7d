namespace OpenClaw.Tenancy.Approvals;

/// <summary>What became of a change in a store.</summary>
public enum ApprovalCommit
{
    /// <summary>Nothing was changed: the record is not there, or somebody else has changed it.</summary>
    Stale = 0,

    /// <summary>Nothing was changed: whoever asked for it may no more.</summary>
    Refused,

    /// <summary>Nothing was changed: the tenant has as many pending approvals as it may have.</summary>
    Full,

    /// <summary>It is changed, and kept.</summary>
    Done,
}
