namespace OpenClaw.Tenancy.Approvals;

/// <summary>Why an approval is pending no more.</summary>
public enum ApprovalReason
{
    /// <summary>What the store holds of it is not what was sealed.</summary>
    StorageCorrupt = 0,

    /// <summary>A person or program answered it, or took it back.</summary>
    User,

    /// <summary>It ended by itself.</summary>
    Timeout,

    /// <summary>The answer was no decision, or not one on offer, and counted as a denial.</summary>
    MalformedVerdict,

    /// <summary>There was nobody who could have been asked.</summary>
    NoRoute,

    /// <summary>Its run ended.</summary>
    RunAborted,

    /// <summary>The process that performed its run is gone.</summary>
    GatewayRestart,
}
