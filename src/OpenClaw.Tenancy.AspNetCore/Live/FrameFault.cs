namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>What is wrong with a message, before anything of it is understood.</summary>
public enum FrameFault : byte
{
    /// <summary>It is not one JSON value. The default.</summary>
    Malformed = 0,

    /// <summary>It names another tenant than the claim's, or something that is no tenant.</summary>
    NamesTenant,

    /// <summary>Nothing.</summary>
    None = byte.MaxValue,
}
