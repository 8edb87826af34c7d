namespace OpenClaw.Tenancy.Secrets;

/// <summary>What a listing says of a secret: nothing of its value, and no part of it.</summary>
/// <remarks>Immutable.</remarks>
public sealed class SecretDescriptor
{
    internal SecretDescriptor(SecretName name, int version, DateTimeOffset createdAt) => (Name, Version, CreatedAt) = (name, version, createdAt);

    /// <summary>Its name.</summary>
    public SecretName Name { get; }

    /// <summary>The number of its current version.</summary>
    public int Version { get; }

    /// <summary>When it was made first.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When its current version was made, or null where that is the first one.</summary>
    public DateTimeOffset? RotatedAt { get; internal init; }

    /// <summary>When the value of its current version ends, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; internal init; }

    /// <summary>Whether its current version can be used.</summary>
    public SecretState State { get; internal init; }
}
