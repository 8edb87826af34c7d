namespace OpenClaw.Tenancy.Tokens;

/// <summary>How often a token of an issuer may be presented.</summary>
public enum TokenUse
{
    /// <summary>Once, over all processes that share the replay memory. It is verified each time and remembered nowhere else.</summary>
    SingleUse = 0,

    /// <summary>Until it ends. Once accepted it is remembered, and its signature is not checked again.</summary>
    Reusable,
}
