using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>What is logged of files to which lines are appended.</summary>
internal static partial class FileEvents
{
    [LoggerMessage(EventId = 2111, EventName = "TornLineCut", Level = LogLevel.Warning, Message = "OCT2111: '{Path}' ended in half a line of a writer that died, and {Bytes} bytes were cut off. Nobody was told that they were written.")]
    internal static partial void TornLineCut(ILogger logger, string path, long bytes);

    [LoggerMessage(EventId = 2112, EventName = "LineNotWritten", Level = LogLevel.Error, Message = "OCT2112: nothing could be appended to '{Path}' ({ExceptionType}: {Reason}). It was cut back to its last whole line, and the next append tries again.")]
    internal static partial void NotWritten(ILogger logger, string path, string exceptionType, string reason);

    [LoggerMessage(EventId = 2113, EventName = "LineFileFaulted", Level = LogLevel.Critical, Message = "OCT2113: '{Path}' takes nothing more until this process is started anew ({ExceptionType}: {Reason}).")]
    internal static partial void Faulted(ILogger logger, string path, string exceptionType, string reason);

    [LoggerMessage(EventId = 2114, EventName = "LineWrittenAgain", Level = LogLevel.Information, Message = "OCT2114: '{Path}' is written again.")]
    internal static partial void WrittenAgain(ILogger logger, string path);
}
