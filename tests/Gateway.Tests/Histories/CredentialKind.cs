namespace Gateway.Tests.Histories;

/// <summary>The ways in which a caller comes to a right, or fails to. Any of them but the last two may have ended.</summary>
internal enum CredentialKind
{
    Token,

    /// <summary>A token whose actor acts for its subject.</summary>
    Acting,

    Key,
    Grant,

    /// <summary>An operator's own token, which holds nothing of a tenant.</summary>
    Platform,

    Forged,
}
