namespace OpenClaw.Tenancy.Claims;

/// <summary>When a token ends that is about to be minted: tokens count in whole seconds, and so this is a bound from below.</summary>
internal static class TokenEnd
{
    internal static DateTimeOffset Of(DateTimeOffset now, TimeSpan longest, DateTimeOffset notAfter)
    {
        long seconds = now.ToUnixTimeSeconds() + (longest.Ticks / TimeSpan.TicksPerSecond);
        return DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, notAfter.ToUnixTimeSeconds()));
    }
}
