namespace OpenClaw.Tenancy.Directory;

/// <summary>Where a break-glass grant stands at a moment.</summary>
public enum GrantStatus
{
    /// <summary>It was open, and its time is over.</summary>
    Ended = 0,

    /// <summary>It was requested, and nobody has approved it. It opens nothing.</summary>
    Pending,

    /// <summary>It was requested, and nobody approved it in time.</summary>
    Lapsed,

    /// <summary>It was approved and is open.</summary>
    Approved,

    /// <summary>It was taken back, before or after it was approved.</summary>
    Revoked,
}
