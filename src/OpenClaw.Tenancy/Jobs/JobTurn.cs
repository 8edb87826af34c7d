namespace OpenClaw.Tenancy.Jobs;

/// <summary>Which jobs a worker can take now. Immutable and safe for use by many threads.</summary>
public sealed record JobTurn
{
    /// <summary>The kinds that it has handlers for.</summary>
    public required IReadOnlyCollection<string> Kinds { get; init; }

    /// <summary>The tenants of which it runs as many jobs as it may.</summary>
    public required IReadOnlyCollection<string> Except { get; init; }

    /// <summary>The only tenant whose jobs it takes, or null for all.</summary>
    public string? Only { get; init; }

    /// <summary>How long the job is its own, from now.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>Whether a job is one of these.</summary>
    /// <param name="tenant">Its tenant.</param>
    /// <returns>True when its tenant may be taken.</returns>
    public bool Admits(string tenant) => (Only is null || string.Equals(Only, tenant)) && !Except.Contains(tenant);
}
