using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>Counts and reports the entries that were not what their key says.</summary>
internal sealed partial class CacheRefusals(ILogger<CacheRefusals> logger, string cache)
{
    internal const string Foreign = "it was stored for another tenant or under another key";
    internal const string Unreadable = "it is damaged, cut off, or was not written by this library";

    private long _count;

    internal long Count => Interlocked.Read(ref _count);

    internal void Report(TenantId tenant, string reason)
    {
        Interlocked.Increment(ref _count);
        LogRefused(logger, cache, tenant, reason);
    }

    [LoggerMessage(EventId = 2107, EventName = "CacheEntryRefused", Level = LogLevel.Error, Message = "OCT2107: an entry of the {Cache} cache was refused and removed when tenant {Tenant} asked for it: {Reason}")]
    private static partial void LogRefused(ILogger logger, string cache, TenantId tenant, string reason);
}
