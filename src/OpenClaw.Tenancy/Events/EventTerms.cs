namespace OpenClaw.Tenancy.Events;

/// <summary>What a subscriber asks to receive of what he may. It narrows only.</summary>
public sealed record EventTerms
{
    /// <summary>Everything that the subscriber may receive.</summary>
    public static EventTerms Everything { get; } = new();

    /// <summary>Whether events that happened in a session are received only where that session is followed. Default: no.</summary>
    public bool FollowedSessionsOnly { get; init; }
}
