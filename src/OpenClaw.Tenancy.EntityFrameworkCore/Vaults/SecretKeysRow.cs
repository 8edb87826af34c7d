namespace OpenClaw.Tenancy.EntityFrameworkCore.Vaults;

/// <summary>The data keys of a tenant. What tells whether somebody was quicker stands beside the text.</summary>
internal sealed class SecretKeysRow
{
    public required string Tenant { get; init; }

    public required string Series { get; init; }

    public required long Revision { get; init; }

    /// <summary>The keys' text form.</summary>
    public required string Body { get; init; }
}
