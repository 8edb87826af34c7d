namespace OpenClaw.Tenancy.Secrets;

/// <summary>What is said of a value that follows another one.</summary>
public sealed class SecretRotateOptions
{
    /// <summary>When the new value ends; at that moment it is not handed out any more.</summary>
    /// <value>Default: null, no end of its own.</value>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>For how long the version before can still be opened by its number; zero for not at all.</summary>
    /// <value>Default: null, which is <see cref="SecretOptions.RotationOverlap"/>.</value>
    public TimeSpan? Overlap { get; init; }
}
