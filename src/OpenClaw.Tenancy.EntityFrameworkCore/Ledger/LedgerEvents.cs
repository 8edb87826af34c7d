using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>What is logged of a ledger in a database.</summary>
internal static partial class LedgerEvents
{
    [LoggerMessage(EventId = 2132, EventName = "LedgerFaulted", Level = LogLevel.Critical, Message = "OCT2132: the audit ledger in the database takes nothing more from this process: {Reason}")]
    internal static partial void Faulted(ILogger logger, string reason);

    [LoggerMessage(EventId = 2133, EventName = "LedgerNotWritten", Level = LogLevel.Error, Message = "OCT2133: nothing could be appended to the audit ledger in the database ({ExceptionType}: {Reason}). The next append tries again.")]
    internal static partial void NotWritten(ILogger logger, string exceptionType, string reason);

    [LoggerMessage(EventId = 2134, EventName = "LedgerWrittenAgain", Level = LogLevel.Information, Message = "OCT2134: the audit ledger in the database is written again.")]
    internal static partial void WrittenAgain(ILogger logger);

    [LoggerMessage(EventId = 2135, EventName = "LedgerRecordsDropped", Level = LogLevel.Warning, Message = "OCT2135: {Count} emitted audit records were dropped, because the database did not keep up or did not take them. Their number is written into their trails.")]
    internal static partial void Dropped(ILogger logger, long count);

    [LoggerMessage(EventId = 2136, EventName = "LedgerUpkeepFailed", Level = LogLevel.Warning, Message = "OCT2136: audit records whose time is over could not be dropped, or checkpoints not be thinned out ({ExceptionType}: {Reason}). It is tried again in an hour.")]
    internal static partial void UpkeepFailed(ILogger logger, string exceptionType, string reason);

    [LoggerMessage(EventId = 2137, EventName = "TrailNotRetained", Level = LogLevel.Warning, Message = "OCT2137: records of {Count} trails were not dropped after their time, because the directory does not know their tenants any more.")]
    internal static partial void Unknown(ILogger logger, int count);
}
