using System.Net.WebSockets;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>Puts WebSockets under live connections. A singleton from dependency injection, safe for use by many threads.</summary>
public sealed class TenantWebSockets
{
    private readonly FrameSelectors _selectors;
    private readonly LiveOptions _options;
    private readonly TimeProvider _time;

    internal TenantWebSockets(FrameSelectors selectors, LiveOptions options, TimeProvider time) => (_selectors, _options, _time) = (selectors, options, time);

    /// <summary>Puts a socket under a connection. From here on it is read and written through what is given back alone.</summary>
    /// <param name="socket">The accepted socket.</param>
    /// <param name="connection">The connection, which is ended with it.</param>
    /// <returns>The socket of the connection.</returns>
    public TenantWebSocket Attach(WebSocket socket, LiveConnection connection)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(connection);
        return new TenantWebSocket(socket, connection, _selectors, _options, _time);
    }

    /// <summary>Closes a socket that belongs to no connection.</summary>
    /// <param name="socket">The accepted socket.</param>
    /// <param name="ending">Why.</param>
    /// <returns>A task that ends when the other end has answered, after <see cref="LiveOptions.CloseTimeout"/> at the latest.</returns>
    public async Task CloseAsync(WebSocket socket, LiveEnding ending)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(ending);
        using var patience = new CancellationTokenSource(_options.CloseTimeout, _time);
        try
        {
            await socket.CloseAsync(ending.Status, ending.Code, patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or InvalidOperationException or IOException)
        {
            socket.Abort();
        }
    }
}
