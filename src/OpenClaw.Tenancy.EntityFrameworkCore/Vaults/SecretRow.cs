namespace OpenClaw.Tenancy.EntityFrameworkCore.Vaults;

/// <summary>A secret. What tells whether somebody was quicker stands beside the text.</summary>
internal sealed class SecretRow
{
    public required string Tenant { get; init; }

    public required string Name { get; init; }

    public required string Series { get; init; }

    public required long Revision { get; init; }

    /// <summary>The secret's text form.</summary>
    public required string Body { get; init; }
}
