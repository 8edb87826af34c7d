using System.Net.WebSockets;
using OpenClaw.Tenancy.Ingress.Cells;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>The ingress's own connection to a gateway, for one connection of a client.</summary>
/// <remarks>One reads; one at a time sends.</remarks>
internal sealed class GatewayLink : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly GatewayMessages _messages;
    private readonly CellOptions _options;
    private readonly TimeProvider _time;

    internal GatewayLink(ClientWebSocket socket, GatewayMessages messages, CellOptions options, TimeProvider time, GatewayHello hello, CredentialTrace? trace) =>
        (_socket, _messages, _options, _time, Hello, Trace) = (socket, messages, options, time, hello, trace);

    internal GatewayHello Hello { get; }

    /// <summary>Finds the credential of the connection in what the gateway sends; null where it has none.</summary>
    internal CredentialTrace? Trace { get; }

    /// <summary>The next message, good until the next call; or null when there is none any more.</summary>
    internal ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken) => _messages.ReadAsync(cancellationToken);

    /// <summary>Sends a message. False where the gateway does not take it.</summary>
    internal ValueTask<bool> SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            // Most messages are gone at once, and nothing is made to wait for them.
            ValueTask sending = _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            return sending.IsCompletedSuccessfully ? ValueTask.FromResult(true) : WaitAsync(sending.AsTask(), cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            return ValueTask.FromResult(false);
        }
    }

    /// <summary>Tells the gateway that it is over. Whoever reads finds nothing more.</summary>
    internal async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // It is gone already.
        }

        _socket.Abort();
    }

    private async ValueTask<bool> WaitAsync(Task sending, CancellationToken cancellationToken)
    {
        try
        {
            await sending.WaitAsync(_options.ConnectTimeout, _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or TimeoutException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // Half of a message may be out: nothing can follow it. What is cut ends what still sends, so that its bytes are nobody's any more.
            _socket.Abort();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _messages.Dispose();
        _socket.Dispose();
    }
}
