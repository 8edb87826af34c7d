namespace Gateway.Tests.Histories;

/// <summary>What a history must have seen at least once to show anything.</summary>
internal enum Happening
{
    // What is done.
    Created,
    Read,
    Listed,
    Chatted,
    Deleted,
    KeyIssued,
    KeyRevoked,
    KeyRotated,
    Suspended,
    Resumed,
    GrantOpened,
    GrantEnded,
    Allowed,
    Denied,

    /// <summary>A run waited for an answer, its caller's credential was taken away, and what was allowed then was not carried out.</summary>
    WorkLost,

    // What is refused.
    OwnAnswerRefused,

    /// <summary>Of a key and whoever issued it, the one answered what the other asked for.</summary>
    IssuersAnswerRefused,

    AllowanceByGrantRefused,
    MissingRightRefused,
    PlatformTokenRefused,
    ForgedTokenRefused,
    TakenKeyRefused,
    EndedGrantRefused,
    TokenOfSuspendedRefused,
    KeyOfSuspendedRefused,
    ForeignNotFound,

    // What happens to the whole host.
    TimePassed,
    ExpiredTokenRefused,
    ExpiredKeyRefused,
    Restarted,
}
