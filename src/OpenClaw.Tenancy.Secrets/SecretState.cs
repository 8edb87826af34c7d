namespace OpenClaw.Tenancy.Secrets;

/// <summary>Whether the current version of a secret can be used.</summary>
public enum SecretState : byte
{
    /// <summary>It was revoked, or what is kept of it is not what was written.</summary>
    Revoked = 0,

    /// <summary>It is past its end.</summary>
    Expired,

    /// <summary>It can be used.</summary>
    Active,
}
