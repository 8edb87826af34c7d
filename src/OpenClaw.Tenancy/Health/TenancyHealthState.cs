namespace OpenClaw.Tenancy.Health;

/// <summary>How a thing that decisions depend on is.</summary>
public enum TenancyHealthState
{
    /// <summary>It would have requests refused.</summary>
    Unhealthy = 0,

    /// <summary>It is behind, and requests are served.</summary>
    Degraded,

    /// <summary>It does what it should.</summary>
    Healthy,
}
