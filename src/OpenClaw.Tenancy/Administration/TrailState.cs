using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Administration;

/// <summary>How a trail stands.</summary>
public sealed class TrailState
{
    internal TrailState(TrailHead head, long brokenAt) => (Head, BrokenAt) = (head, brokenAt);

    /// <summary>How many records it has, and the hash of the last.</summary>
    public TrailHead Head { get; }

    /// <summary>Whether every record is as it was written, and in its place, and stands in the ledger's tree.</summary>
    public bool IsVerified => BrokenAt == 0;

    /// <summary>The number of the first record that is not; zero where all are.</summary>
    public long BrokenAt { get; }
}
