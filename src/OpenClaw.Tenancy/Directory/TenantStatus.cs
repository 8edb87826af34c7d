namespace OpenClaw.Tenancy.Directory;

/// <summary>Where a tenant stands in its life. Only an active one is let in.</summary>
public enum TenantStatus
{
    /// <summary>Not known. Nobody is let in.</summary>
    Unknown = 0,

    /// <summary>Being set up. Nobody is let in yet.</summary>
    Provisioning,

    /// <summary>In use.</summary>
    Active,

    /// <summary>Shut for now. What was issued before stays dead when it is opened again.</summary>
    Suspended,

    /// <summary>Gone for good. The id is never used again.</summary>
    Deleted,
}
