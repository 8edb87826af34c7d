namespace OpenClaw.Tenancy.Vaults;

/// <summary>The data keys of one tenant as a store keeps them, each wrapped.</summary>
/// <remarks>Immutable.</remarks>
public sealed record StoredDataKeys
{
    /// <summary>Whose they are: the id's text.</summary>
    public required string Tenant { get; init; }

    /// <summary>How often they were saved.</summary>
    public required long Revision { get; init; }

    /// <summary>The keys, the oldest first. The last one seals; the others open what has not been sealed anew yet.</summary>
    public required IReadOnlyList<StoredDataKey> Keys { get; init; }

    /// <summary>Whether keys may take the place of these: saved once more, and with a key in common. Keys that share none belong to a time after a shredding, or before it.</summary>
    /// <param name="next">The keys as they are to be.</param>
    /// <returns>Whether they may.</returns>
    // SECURITY: without the second condition, whoever began before a shredding would bring a shredded key back in the place of the new ones.
    public bool IsFollowedBy(StoredDataKeys next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next.Revision == Revision + 1 && next.Keys.Any(key => Keys.Any(kept => string.Equals(kept.Id, key.Id, StringComparison.Ordinal)));
    }
}
