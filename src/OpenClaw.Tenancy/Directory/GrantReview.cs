namespace OpenClaw.Tenancy.Directory;

/// <summary>That somebody looked at what was done under a grant after it had ended. Immutable.</summary>
public sealed class GrantReview
{
    internal GrantReview(LinkedIdentity reviewer, string note, long ticks) => (Reviewer, Note, At) = (reviewer, note, new DateTimeOffset(ticks, TimeSpan.Zero));

    /// <summary>Who looked at it; never whoever held the grant.</summary>
    public LinkedIdentity Reviewer { get; }

    /// <summary>What was found, in the reviewer's own words.</summary>
    public string Note { get; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; }
}
