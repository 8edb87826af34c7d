namespace OpenClaw.Tenancy.Jobs;

/// <summary>What becomes of a job after an attempt.</summary>
public enum JobFate
{
    /// <summary>It comes again: nothing is known of it.</summary>
    Again = 0,

    /// <summary>It comes again, and no job of its tenant before that.</summary>
    TenantWaits,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It is dead, and never comes again.</summary>
    Dead,
}
