using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.PostgreSql.Listening;

namespace OpenClaw.Tenancy.PostgreSql.Jobs;

/// <summary>Listens for new jobs. The poll goes on while the connection is lost.</summary>
internal sealed partial class JobListener(string connectionString, TimeProvider time, ILogger<JobListener> logger) : BackgroundService
{
    internal const string Channel = "openclaw_tenancy_jobs";

    private readonly ListenedMark _added = new(connectionString, Channel, time);

    internal ValueTask WaitAsync(CancellationToken cancellationToken) => _added.WaitAsync(cancellationToken);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _added.KeepAsync((exceptionType, wait) => LogLost(logger, exceptionType, wait), stoppingToken);

    [LoggerMessage(EventId = 2605, EventName = "JobListenerLost", Level = LogLevel.Warning, Message = "OCT2605: the connection that listens for jobs is not there ({ExceptionType}). It is made again in {Wait}; until then jobs are found by the poll.")]
    private static partial void LogLost(ILogger logger, string exceptionType, TimeSpan wait);
}
