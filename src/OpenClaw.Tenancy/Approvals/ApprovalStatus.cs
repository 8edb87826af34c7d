namespace OpenClaw.Tenancy.Approvals;

/// <summary>Where an approval stands. Only <see cref="Allowed"/> lets anything be done.</summary>
public enum ApprovalStatus
{
    /// <summary>It was refused, or cannot be trusted.</summary>
    Denied = 0,

    /// <summary>Nobody has answered yet.</summary>
    Pending,

    /// <summary>It was allowed; whether a use is left is said by the approval.</summary>
    Allowed,

    /// <summary>It ended before anybody answered.</summary>
    Expired,

    /// <summary>It was taken back: its run ended, or another proposal took its place.</summary>
    Cancelled,
}
