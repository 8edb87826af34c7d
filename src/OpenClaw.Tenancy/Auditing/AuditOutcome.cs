namespace OpenClaw.Tenancy.Auditing;

/// <summary>How an act ended.</summary>
public enum AuditOutcome
{
    /// <summary>It was refused.</summary>
    Denied = 0,

    /// <summary>It was allowed.</summary>
    Allowed,
}
