namespace OpenClaw.Tenancy.Vaults;

/// <summary>A data key as a store keeps it: wrapped.</summary>
/// <remarks>Immutable.</remarks>
public sealed record StoredDataKey
{
    /// <summary>Its id: random, and nobody's name.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the key that wrapped it.</summary>
    public required string WrappedBy { get; init; }

    /// <summary>The wrapped key, in base64url.</summary>
    public required string Wrapped { get; init; }

    /// <summary>When it was made, in UTC ticks.</summary>
    public required long CreatedTicks { get; init; }
}
