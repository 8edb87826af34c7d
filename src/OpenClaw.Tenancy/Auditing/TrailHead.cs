namespace OpenClaw.Tenancy.Auditing;

/// <summary>Where a trail ends: how many records it has, and the hash of the last.</summary>
/// <param name="Length">How many records it has.</param>
/// <param name="Hash">The hash of the last one; of an empty trail, its <see cref="Empty"/>.</param>
public readonly record struct TrailHead(long Length, Digest256 Hash)
{
    /// <summary>The head of a trail without records. Each trail of each ledger has its own, so that no record fits into another one's.</summary>
    /// <param name="origin">The ledger's name.</param>
    /// <param name="trail">The text of the tenant's id.</param>
    /// <returns>The head.</returns>
    /// <exception cref="ArgumentException">One of the two is null or empty.</exception>
    public static TrailHead Empty(string origin, string trail)
    {
        ArgumentException.ThrowIfNullOrEmpty(origin);
        ArgumentException.ThrowIfNullOrEmpty(trail);
        return new TrailHead(0, FieldDigest.Of("openclaw-tenancy/trail/v1", origin, trail));
    }
}
