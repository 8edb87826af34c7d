using Npgsql;

namespace OpenClaw.Tenancy.PostgreSql.Listening;

/// <summary>A connection of its own that listens to one channel, and the way back when it is lost.</summary>
/// <param name="connectionString">The server.</param>
/// <param name="channel">The channel: a name of the library's own.</param>
internal sealed class Listener(string connectionString, string channel)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    // Its own connection, for it is never given back; asked for a sign of life, so that one that is silently cut is found.
    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 10, Multiplexing = false }.ConnectionString;

    /// <summary>Does something that goes on until it fails, and again after a wait that doubles until it works.</summary>
    /// <param name="work">The work; it calls what it is handed when it works.</param>
    /// <param name="lost">Told of a failure, by the name of its exception, and of the wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task KeepAsync(Func<Action, CancellationToken, Task> work, Action<string, TimeSpan> lost, TimeProvider time, CancellationToken cancellationToken)
    {
        TimeSpan wait = FirstWait;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await work(() => wait = FirstWait, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                lost(exception.GetType().Name, wait);
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>Listens until the connection is lost.</summary>
    /// <param name="told">Called with the text of each notification.</param>
    /// <param name="listening">Called once nothing is missed any more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task ListenAsync(Action<string> told, Action listening, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_connectionString);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, notification) => told(notification.Payload);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            using (var listen = new NpgsqlCommand("LISTEN " + channel, connection))
            {
                await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            listening();
            while (true)
            {
                await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
