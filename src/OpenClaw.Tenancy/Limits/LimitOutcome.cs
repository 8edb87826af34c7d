namespace OpenClaw.Tenancy.Limits;

/// <summary>What a limit says of an act.</summary>
public enum LimitOutcome
{
    /// <summary>It is not known: the limiter, its store or its clock did not answer. The act is refused.</summary>
    Unavailable = 0,

    /// <summary>It is within every limit.</summary>
    Allowed,

    /// <summary>Too many in too short a time, or too many at once. Later it may be allowed.</summary>
    RateLimited,

    /// <summary>What the tenant may use is used up, or reserved for acts that have not ended.</summary>
    QuotaExceeded,
}
