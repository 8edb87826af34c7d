using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.PostgreSql.Listening;

namespace OpenClaw.Tenancy.PostgreSql.SharedState;

/// <summary>Listens for changes of the directory. The poll goes on while the connection is lost.</summary>
internal sealed partial class ChangeListener : BackgroundService, IDirectorySignal
{
    private readonly ListenedMark _changed;
    private readonly bool _isOff;
    private readonly ILogger _logger;

    public ChangeListener(string connectionString, TimeProvider time, IOptions<TenancyOptions> tenancy, ILogger<ChangeListener> logger)
    {
        (_changed, _logger) = (new ListenedMark(connectionString, ChangeChannel.Name, time), logger);
        _isOff = tenancy.Value.Mode == TenancyMode.Disabled;
    }

    public ValueTask WaitAsync(CancellationToken cancellationToken) => _changed.WaitAsync(cancellationToken);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _isOff
        ? Task.CompletedTask
        : _changed.KeepAsync((exceptionType, wait) => LogLost(_logger, exceptionType, wait), stoppingToken);

    [LoggerMessage(EventId = 2106, EventName = "ChangeListenerLost", Level = LogLevel.Warning, Message = "OCT2106: the connection that listens for changes of the shared tenant directory is not there ({ExceptionType}). It is made again in {Wait}; until then changes come by the poll.")]
    private static partial void LogLost(ILogger logger, string exceptionType, TimeSpan wait);
}
