namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>A length of time that a request names.</summary>
internal static class Seconds
{
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    internal static TimeSpan Require(long seconds, TimeSpan min, TimeSpan max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, (long)min.TotalSeconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, (long)max.TotalSeconds);
        return TimeSpan.FromSeconds(seconds);
    }
}
