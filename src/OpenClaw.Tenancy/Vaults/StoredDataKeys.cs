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
}
