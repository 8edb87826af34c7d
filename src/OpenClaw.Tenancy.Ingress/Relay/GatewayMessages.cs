using System.Buffers;
using System.Net.WebSockets;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>Puts the frames of a gateway together to messages of a bounded size. One at a time reads.</summary>
internal sealed class GatewayMessages(WebSocket socket, int maxBytes) : IDisposable
{
    private const int FirstBytes = 4 * 1024;
    private const int KeptBytes = 64 * 1024;

    private byte[] _buffer = [];
    private bool _reading;

    /// <summary>Reads the next message: good until the next call, or null when the gateway has closed, is gone, or sends what no gateway sends.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        if (_buffer.Length > KeptBytes)
        {
            Return([]);
        }

        Volatile.Write(ref _reading, true);
        try
        {
            while (true)
            {
                Grow(length);
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += part.Count;
                if (part.MessageType != WebSocketMessageType.Text || length > maxBytes)
                {
                    return null;
                }

                if (part.EndOfMessage)
                {
                    return _buffer.AsMemory(0, length);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            return null;
        }
        finally
        {
            Volatile.Write(ref _reading, false);
        }
    }

    public void Dispose()
    {
        // SECURITY: a buffer into which the socket may still write is left to the collector, and rented to nobody.
        if (!Volatile.Read(ref _reading))
        {
            Return([]);
        }
    }

    // One byte more than is allowed, so that a message that is too large is seen to be and is not cut.
    private void Grow(int length)
    {
        if (length < _buffer.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(maxBytes + 1L, Math.Max(FirstBytes, length * 2L)));
        _buffer.AsSpan(0, length).CopyTo(larger);
        Return(larger);
    }

    // SECURITY: cleared, for the next one who rents it may be another tenant's.
    private void Return(byte[] next)
    {
        if (_buffer.Length != 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        }

        _buffer = next;
    }
}
