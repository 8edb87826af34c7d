namespace OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

/// <summary>Somebody who is a member from the first start on.</summary>
public sealed record KnownMember
{
    public required string Tenant { get; init; }

    /// <summary>The identity provider that knows him; null for the sample's own.</summary>
    public string? Provider { get; init; }

    public required string Subject { get; init; }

    public required string Role { get; init; }
}
