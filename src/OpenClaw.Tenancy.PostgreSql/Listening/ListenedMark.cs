using System.Threading.Channels;

namespace OpenClaw.Tenancy.PostgreSql.Listening;

/// <summary>One mark for any number of notifications of a channel. What they say is not looked at: whoever may notify can cause a look and nothing else.</summary>
internal sealed class ListenedMark(string connectionString, string channel, TimeProvider time)
{
    private readonly Listener _listener = new(connectionString, channel);
    private readonly Channel<bool> _marks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal async ValueTask WaitAsync(CancellationToken cancellationToken) => await _marks.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Listens until it is ended, at a connection that is made again when it is lost.</summary>
    /// <param name="lost">Told when it is lost.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal Task KeepAsync(Action<string, TimeSpan> lost, CancellationToken cancellationToken) => Listener.KeepAsync(
        (works, token) => _listener.ListenAsync(
            _ => Mark(),
            () =>
            {
                // What was notified while nobody listened is covered by one look now.
                Mark();
                works();
            },
            token),
        lost,
        time,
        cancellationToken);

    private void Mark() => _marks.Writer.TryWrite(true);
}
