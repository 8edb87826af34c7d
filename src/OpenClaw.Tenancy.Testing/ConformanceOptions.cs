namespace OpenClaw.Tenancy.Testing;

/// <summary>How a run is made.</summary>
/// <remarks>Immutable once made.</remarks>
public sealed class ConformanceOptions
{
    /// <summary>Where ids, bodies and choices begin. The same seed makes the same calls.</summary>
    /// <value>Default: 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>How long one operation may take. One that takes longer fails its check, and is left behind.</summary>
    /// <value>Default: 10 seconds; more than zero and at most 10 minutes.</value>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many operations two tenants interleave on the store.</summary>
    /// <value>Default: 200; 2 to 1,000,000.</value>
    public int InterleavedOperations { get; init; } = 200;

    /// <summary>How many objects the checks of paging lay down; pages of 1 to one more than this are asked for.</summary>
    /// <value>Default: 5; 3 to 100.</value>
    public int PagedObjects { get; init; } = 5;

    internal IEnumerable<string> Errors()
    {
        if (OperationTimeout <= TimeSpan.Zero || OperationTimeout > TimeSpan.FromMinutes(10))
        {
            yield return "Set ConformanceOptions.OperationTimeout to more than zero and at most 10 minutes.";
        }

        if (InterleavedOperations is < 2 or > 1_000_000)
        {
            yield return "Set ConformanceOptions.InterleavedOperations to between 2 and 1,000,000.";
        }

        if (PagedObjects is < 3 or > 100)
        {
            yield return "Set ConformanceOptions.PagedObjects to between 3 and 100.";
        }
    }
}
