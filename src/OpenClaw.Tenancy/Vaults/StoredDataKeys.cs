namespace OpenClaw.Tenancy.Vaults;

/// <summary>The data keys of one tenant as a store keeps them, each wrapped.</summary>
/// <remarks>Immutable.</remarks>
public sealed record StoredDataKeys
{
    /// <summary>Whose they are: the id's text.</summary>
    public required string Tenant { get; init; }

    /// <summary>What tells them from the tenant's keys before a shredding: random, made with the first key, and kept for as long as there are any.</summary>
    public required string Series { get; init; }

    /// <summary>How often they were saved.</summary>
    public required long Revision { get; init; }

    /// <summary>The keys, the oldest first. The last one seals; the others open what has not been sealed anew yet.</summary>
    public required IReadOnlyList<StoredDataKey> Keys { get; init; }

    /// <summary>Whether keys may take the place of these: saved once more, and of the same series.</summary>
    /// <param name="next">The keys as they are to be.</param>
    /// <returns>Whether they may.</returns>
    // SECURITY: without the series, whoever began before a shredding would bring a shredded key back in the place of the new ones.
    public bool IsFollowedBy(StoredDataKeys next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next.Revision == Revision + 1 && IsOfSeries(next);
    }

    /// <summary>Whether a secret may be saved beside the keys that are kept: its writer read the same ones, or there are none, neither then nor now.</summary>
    /// <param name="kept">The keys that are kept at the moment of the commit, or null for none.</param>
    /// <param name="read">The keys that its writer read, or null for none.</param>
    /// <param name="secret">The secret as it is to be.</param>
    /// <returns>Whether it may.</returns>
    // SECURITY: the one place of it. Keys after a shredding have the revisions of those before it, so a writer that waited over it would
    // save a value that nothing opens. Without any keys a secret can be changed, so that it can be revoked; there is nothing to add it under.
    public static bool Permit(StoredDataKeys? kept, StoredDataKeys? read, StoredSecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return kept is null || read is null
            ? kept is null && read is null && secret.Revision > 1
            : kept.Revision == read.Revision && kept.IsOfSeries(read);
    }

    private bool IsOfSeries(StoredDataKeys other) => string.Equals(other.Series, Series, StringComparison.Ordinal);
}
