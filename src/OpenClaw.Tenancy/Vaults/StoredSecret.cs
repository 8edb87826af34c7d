namespace OpenClaw.Tenancy.Vaults;

/// <summary>A secret as a store keeps it: names, numbers and sealed values.</summary>
/// <remarks>Immutable.</remarks>
public sealed record StoredSecret
{
    /// <summary>Whose it is: the id's text.</summary>
    public required string Tenant { get; init; }

    /// <summary>Its name within the tenant.</summary>
    public required string Name { get; init; }

    /// <summary>What tells it from a secret of the same name that was removed before: random, and bound into each sealed value.</summary>
    public required string Series { get; init; }

    /// <summary>How often it was saved.</summary>
    public required long Revision { get; init; }

    /// <summary>When it was made first, in UTC ticks.</summary>
    public required long CreatedTicks { get; init; }

    /// <summary>Its versions, the oldest first. The last one is current.</summary>
    public required IReadOnlyList<StoredSecretVersion> Versions { get; init; }

    /// <summary>Whether a secret may take the place of this one: saved once more, and of the same series.</summary>
    /// <param name="next">The secret as it is to be.</param>
    /// <returns>Whether it may.</returns>
    public bool IsFollowedBy(StoredSecret next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next.Revision == Revision + 1 && string.Equals(next.Series, Series, StringComparison.Ordinal) && string.Equals(next.Name, Name, StringComparison.Ordinal);
    }

    /// <summary>Whether nobody has changed it, as another look at the store shows it.</summary>
    /// <param name="again">What stands there under its name now, or null.</param>
    /// <returns>Whether it is the same series at the same revision.</returns>
    public bool IsStill(StoredSecret? again) => again is not null && again.Revision == Revision && string.Equals(again.Series, Series, StringComparison.Ordinal);
}
