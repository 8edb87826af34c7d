namespace OpenClaw.Tenancy.Jobs;

/// <summary>Why a job was not taken into the queue.</summary>
public enum JobRefusal
{
    /// <summary>Nobody said anything. The default, and a refusal.</summary>
    Unspecified = 0,

    /// <summary>The claim could not be sealed: <see cref="JobEnqueuing.Reason"/> says why.</summary>
    NotSealed,

    /// <summary>The tenant has as many jobs in the queue as it may.</summary>
    TenantFull,

    /// <summary>The queue holds as many jobs as it may.</summary>
    QueueFull,

    /// <summary>The tenant has used the key for another job.</summary>
    KeyTaken,

    /// <summary>The queue did not answer. The job may be in it nevertheless; the same key asks again.</summary>
    Unavailable,

    /// <summary>It was not refused.</summary>
    None = 255,
}
