namespace OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

/// <summary>An identity provider whose tokens say who somebody is.</summary>
public sealed record TrustedProvider
{
    public required string Issuer { get; init; }

    /// <summary>The control plane's client id there.</summary>
    public required string Audience { get; init; }

    /// <summary>Where the provider publishes its keys.</summary>
    public required Uri Keys { get; init; }

    public IReadOnlyList<string> Algorithms { get; init; } = ["RS256", "ES256"];
}
