using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.PostgreSql.SharedState;

/// <summary>Listens on a connection of its own, which it makes again when it is lost.</summary>
/// <remarks>What a notification says is not looked at: whoever may notify can cause a reading and nothing else.</remarks>
internal sealed partial class ChangeListener : BackgroundService, IDirectorySignal
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    // One mark for any number of notifications.
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly string _connectionString;
    private readonly TimeProvider _time;
    private readonly bool _isOff;
    private readonly ILogger _logger;

    public ChangeListener(string connectionString, TimeProvider time, IOptions<TenancyOptions> tenancy, ILogger<ChangeListener> logger)
    {
        // Its own connection, for it is never given back; asked for a sign of life, so that one that is silently cut is found.
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 10, Multiplexing = false }.ConnectionString;
        (_time, _logger) = (time, logger);
        _isOff = tenancy.Value.Mode == TenancyMode.Disabled;
    }

    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _changed.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan wait = FirstWait;
        while (!_isOff && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => wait = FirstWait, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The poll goes on meanwhile.
                LogLost(_logger, exception.GetType().Name, wait);
            }

            await Task.Delay(wait, _time, stoppingToken).ConfigureAwait(false);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task ListenAsync(Action listening, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_connectionString);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, _) => Mark();
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            using (var listen = new NpgsqlCommand("LISTEN " + ChangeChannel.Name, connection))
            {
                await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            // What was notified while nobody listened is covered by one reading now.
            Mark();
            listening();
            while (true)
            {
                await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Mark() => _changed.Writer.TryWrite(true);

    [LoggerMessage(EventId = 2106, EventName = "ChangeListenerLost", Level = LogLevel.Warning, Message = "OCT2106: the connection that listens for changes of the shared tenant directory is not there ({ExceptionType}). It is made again in {Wait}; until then changes come by the poll.")]
    private static partial void LogLost(ILogger logger, string exceptionType, TimeSpan wait);
}
