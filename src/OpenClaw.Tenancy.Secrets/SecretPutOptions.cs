namespace OpenClaw.Tenancy.Secrets;

/// <summary>What is said of a value that is put.</summary>
public sealed class SecretPutOptions
{
    /// <summary>When the value ends; at that moment it is not handed out any more.</summary>
    /// <value>Default: null, no end of its own.</value>
    public DateTimeOffset? ExpiresAt { get; init; }
}
