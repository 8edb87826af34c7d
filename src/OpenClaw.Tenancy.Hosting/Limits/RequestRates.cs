namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>How often and how many at once somebody may ask. What is null is not limited.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed record RequestRates
{
    /// <summary>Requests per second, over a longer time.</summary>
    /// <value>Default: null, no limit. From 0.001 to 1,000,000.</value>
    public double? RequestsPerSecond { get; init; }

    /// <summary>How many requests may come at one moment after a rest.</summary>
    /// <value>Default: null, those of one second, and at least 1. From 1 to 1,000,000.</value>
    public int? Burst { get; init; }

    /// <summary>How many requests may be served at once. None waits: one too many is refused.</summary>
    /// <value>Default: null, no limit. From 1 to 1,000,000.</value>
    public int? Concurrent { get; init; }

    internal bool IsOff => RequestsPerSecond is null && Concurrent is null;

    internal IEnumerable<string> Errors(string where)
    {
        if (RequestsPerSecond is { } rate && !(rate is >= 0.001 and <= 1_000_000))
        {
            yield return $"Set RequestRates.RequestsPerSecond {where} to 0.001 or more and at most 1,000,000, or to null for no limit.";
        }

        if (Burst is < 1 or > 1_000_000)
        {
            yield return $"Set RequestRates.Burst {where} to 1 or more and at most 1,000,000, or to null for the requests of one second.";
        }

        if (Burst is not null && RequestsPerSecond is null)
        {
            yield return $"RequestRates.Burst {where} limits nothing alone. Set RequestsPerSecond too.";
        }

        if (Concurrent is < 1 or > 1_000_000)
        {
            yield return $"Set RequestRates.Concurrent {where} to 1 or more and at most 1,000,000, or to null for no limit.";
        }
    }
}
