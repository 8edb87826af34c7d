namespace OpenClaw.Tenancy.Secrets.TestKit;

/// <summary>How long storms take: little by default, more in the long run.</summary>
internal static class StormSize
{
    internal static readonly bool IsLong = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    internal static readonly int Ends = IsLong ? 12 : 3;

    // For a storm that hangs; it measures nothing.
    internal static readonly TimeSpan Hang = TimeSpan.FromSeconds(120);

    internal static TimeSpan Storm(TimeSpan inTheLongRun) => IsLong ? inTheLongRun : TimeSpan.FromSeconds(2);
}
