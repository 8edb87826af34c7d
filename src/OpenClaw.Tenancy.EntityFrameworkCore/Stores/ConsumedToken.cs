namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>A credential that was used up.</summary>
internal sealed class ConsumedToken
{
    public required string Tenant { get; init; }

    /// <summary>SHA-256 over issuer and id, each with its length before it.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>When the credential ends, in UTC ticks.</summary>
    public required long UntilTicks { get; init; }
}
