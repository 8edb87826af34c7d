namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>How the gateway is started.</summary>
public sealed record GatewayOptions
{
    public const string DefaultUrls = "http://127.0.0.1:5080";
    public const string DefaultData = ".data";

    public string Urls { get; init; } = DefaultUrls;

    /// <summary>The folder of everything that outlives the process.</summary>
    public string Data { get; init; } = DefaultData;

    /// <summary>The connection string of a PostgreSQL database, or null for SQLite in the data folder.</summary>
    public string? Postgres { get; init; }

    /// <summary>The one tenant of a pinned deployment, or null for a shared one.</summary>
    public string? Pinned { get; init; }

    /// <summary>The control plane before a pinned gateway, or null for what the configuration says.</summary>
    public ControlPlaneOptions? ControlPlane { get; init; }

    /// <summary>The environment; null means what the machine says, and that is Production where it says nothing.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether nothing is logged.</summary>
    public bool Quiet { get; init; }
}
