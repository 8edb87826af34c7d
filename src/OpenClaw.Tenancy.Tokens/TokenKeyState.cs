namespace OpenClaw.Tenancy.Tokens;

/// <summary>What a key of a ring still does.</summary>
public enum TokenKeyState
{
    /// <summary>Nothing: its tokens are refused at once, remembered ones too.</summary>
    Revoked = 0,

    /// <summary>It verifies until a moment, and signs no more.</summary>
    Retiring,

    /// <summary>It verifies, and signs where it is the first of its ring.</summary>
    Active,
}
