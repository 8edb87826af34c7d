namespace OpenClaw.Tenancy.Secrets;

/// <summary>Why nothing was done with a secret.</summary>
public enum SecretFault : byte
{
    /// <summary>Nothing was said. The default, and a refusal.</summary>
    Unspecified = 0,

    /// <summary>The tenant has no such secret, or no such version of it. Another tenant's is never looked at, nor a shared one.</summary>
    NotFound,

    /// <summary>The version was followed by another one, and its time is over.</summary>
    Retired,

    /// <summary>The version was revoked.</summary>
    Revoked,

    /// <summary>The value is past its end.</summary>
    Expired,

    /// <summary>What is kept cannot be opened here. One fault for every cause, so that nobody learns which.</summary>
    Unreadable,

    /// <summary>The caller may not; the reason stands beside it.</summary>
    Denied,

    /// <summary>The record that must stand before the act could not be made durable.</summary>
    AuditUnavailable,

    /// <summary>The vault or the key service did not answer, or failed. Whether a change was made is not known.</summary>
    Unavailable,

    /// <summary>The value has more bytes than a value may have.</summary>
    TooLarge,

    /// <summary>The tenant has as many secrets as it may have, or the secret as many versions that are still open.</summary>
    TooMany,

    /// <summary>Others changed the same thing again and again meanwhile. Nothing was changed: try again.</summary>
    Conflict,

    /// <summary>Nothing was refused.</summary>
    None = byte.MaxValue,
}
