using System.Net.WebSockets;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>A WebSocket of a live connection: every message is checked when it comes, and the socket is closed when the connection ends.</summary>
/// <remarks>One reads; any number send, one after the other. Made by <see cref="TenantWebSockets"/>.</remarks>
public sealed class TenantWebSocket : IAsyncDisposable
{
    private readonly WebSocket _socket;
    private readonly FrameReader _frames;
    private readonly FrameSelectors _selectors;
    private readonly LiveOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _ending;

    // One of each for all sends, which come one after the other: a timer and a token for each of them would be most of what a send allocates.
    private readonly CancellationTokenSource _cut = new();
    private readonly ITimer _patience;

    internal TenantWebSocket(WebSocket socket, LiveConnection connection, FrameSelectors selectors, LiveOptions options, TimeProvider time)
    {
        (_socket, Connection, _selectors, _options, _time, _frames) = (socket, connection, selectors, options, time, new FrameReader(socket, options.MaxMessageBytes));
        _patience = time.CreateTimer(static held => ((TenantWebSocket)held!).CutOff(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _ending = connection.Ended.UnsafeRegister(static held => _ = ((TenantWebSocket)held!).CloseAsync(), this);
    }

    /// <summary>The connection that it is the socket of.</summary>
    public LiveConnection Connection { get; }

    /// <summary>Waits for the next message, and checks it: that the claim lives, that it is not one too many, and that it names no other tenant.</summary>
    /// <param name="cancellationToken">Ends the waiting, and the connection with it.</param>
    /// <returns>The message as UTF-8, good until the next call; or null when the connection has ended.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            FrameRead read = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read.Ending is { } ending)
            {
                Connection.EndAs(ending);
                if (read.IsOver)
                {
                    _read.TrySetResult();
                    return null;
                }

                // What else comes is read and dropped until the other end has answered the close: a connection that is cut at once may take the close with it.
                continue;
            }

            // SECURITY: before anything of the message is looked at.
            DateTimeOffset now = _time.GetUtcNow();
            if (Connection.Check(now) && Connection.Admit(read.Message.Length, now) && Agrees(read.Message.Span))
            {
                return read.Message;
            }
        }
    }

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message, as UTF-8.</param>
    /// <param name="cancellationToken">Ends the waiting for a turn.</param>
    /// <returns>Whether it went out. A connection whose other end does not read ends.</returns>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (Connection.End is not null)
        {
            return false;
        }

        try
        {
            if (!await _sending.WaitAsync(_options.SendTimeout, cancellationToken).ConfigureAwait(false))
            {
                return Connection.EndAs(LiveEnding.TooSlow);
            }

            try
            {
                if (Connection.End is not null)
                {
                    return false;
                }

                _patience.Change(_options.SendTimeout, Timeout.InfiniteTimeSpan);
                await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _cut.Token).ConfigureAwait(false);
                return true;
            }
            finally
            {
                _patience.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _sending.Release();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException or IOException)
        {
            return Connection.EndAs(LiveEnding.Closed);
        }
    }

    /// <summary>Ends the connection, where it has not ended, and waits until the socket is closed.</summary>
    /// <returns>A task that ends then, after <see cref="LiveOptions.CloseTimeout"/> at the latest.</returns>
    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        await _closed.Task.ConfigureAwait(false);
        await _ending.DisposeAsync().ConfigureAwait(false);
        await _patience.DisposeAsync().ConfigureAwait(false);
        _frames.Dispose();
        _sending.Dispose();
        _cut.Dispose();
    }

    // Why it ends is said before the socket is cut: whoever reads it would else say first that it was closed, and nothing would be recorded.
    private void CutOff()
    {
        Connection.EndAs(LiveEnding.TooSlow);
        _cut.Cancel();
    }

    private async ValueTask<FrameRead> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _frames.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            return new FrameRead(default, LiveEnding.Closed, IsOver: true);
        }
    }

    private bool Agrees(ReadOnlySpan<byte> message) => !_options.MessagesAreJson || _selectors.Check(message, Connection.Claim) switch
    {
        FrameFault.None => true,
        FrameFault.NamesTenant => Connection.EndAs(LiveEnding.SelectorMismatch),
        _ => Connection.EndAs(LiveEnding.InvalidMessage),
    };

    private async Task CloseAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(_options.CloseTimeout, _time);
            await _sending.WaitAsync(patience.Token).ConfigureAwait(false);
            try
            {
                LiveEnding ending = Connection.End ?? LiveEnding.Closed;
                await _socket.CloseOutputAsync(ending.Status, ending.Code, patience.Token).ConfigureAwait(false);
            }
            finally
            {
                _sending.Release();
            }

            // Cut at once, it could take the close frame with it.
            await _read.Task.WaitAsync(patience.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Reason: whatever became of the close, the socket is cut.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // The other end is gone, or does not answer.
        }
        finally
        {
            _socket.Abort();
            _closed.TrySetResult();
        }
    }
}
