namespace OpenClaw.Tenancy.Hosting.Posture;

/// <summary>How a host stands to an entry of the no-go list.</summary>
public enum TenancyPostureState
{
    /// <summary>It is that, or could not be looked at.</summary>
    Found = 0,

    /// <summary>It is that, and the host accepted it with a reason.</summary>
    Accepted,

    /// <summary>Nothing that it could be found of is in use.</summary>
    NotInUse,

    /// <summary>It is not that.</summary>
    Sound,
}
