using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Looks once in an hour whether the time of records is over.</summary>
internal sealed partial class HourlyRetention(
    IServiceProvider services, IOptions<JsonlLedgerOptions> options, TimeProvider time, ILogger<JsonlAuditLedger> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.RetainFor is not { } kept || services.GetService(typeof(JsonlAuditLedger)) is not JsonlAuditLedger ledger)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ledger.DropAsync(time.GetUtcNow() - kept, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or InvalidOperationException or UnauthorizedAccessException)
            {
                // Nothing is missing that was not said to be missing. The next hour tries again.
                LogNotDropped(logger, exception.GetType().Name);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 2116, EventName = "AuditRecordsNotDropped", Level = LogLevel.Warning, Message = "OCT2116: audit records whose time is over could not be dropped ({ExceptionType}). They are still there, and it is tried again in an hour.")]
    private static partial void LogNotDropped(ILogger logger, string exceptionType);
}
