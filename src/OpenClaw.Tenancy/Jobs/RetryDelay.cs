using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>How long a job waits after a failure: twice as long each time, and never at the same moment as its neighbours.</summary>
internal static class RetryDelay
{
    private const int MaxDoublings = 30;

    internal static TimeSpan After(int attempt, TenantJobOptions options)
    {
        double ticks = Math.Min(options.FirstRetryDelay.Ticks * Math.Pow(2, Math.Clamp(attempt - 1, 0, MaxDoublings)), options.MaxRetryDelay.Ticks);
        return TimeSpan.FromTicks((long)(ticks * RandomNumberGenerator.GetInt32(80, 121) / 100));
    }
}
