namespace OpenClaw.Tenancy.Vaults;

/// <summary>One version of a secret as a store keeps it.</summary>
/// <remarks>Immutable.</remarks>
public sealed record StoredSecretVersion
{
    /// <summary>Its number: 1 for the first, and no number twice in a series.</summary>
    public required int Number { get; init; }

    /// <summary>When it was made, in UTC ticks.</summary>
    public required long CreatedTicks { get; init; }

    /// <summary>When the value itself ends, in UTC ticks, or null. Bound into the sealed value.</summary>
    public long? ExpiresTicks { get; init; }

    /// <summary>When a version that was followed by another one is closed, in UTC ticks; null for the current one.</summary>
    public long? RetiresTicks { get; init; }

    /// <summary>When it was revoked, in UTC ticks, or null.</summary>
    public long? RevokedTicks { get; init; }

    /// <summary>The sealed value, or null once it was revoked.</summary>
    public string? Envelope { get; init; }
}
