namespace OpenClaw.Tenancy.Secrets.Tests.Support;

/// <summary>How much is tried: little by default, and much in the long run.</summary>
internal static class Size
{
    internal static readonly bool IsLong = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    internal static readonly TimeSpan Storm = TimeSpan.FromSeconds(IsLong ? 30 : 2);

    internal static readonly int Seals = IsLong ? 1_000_000 : 20_000;

    internal static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);
}
