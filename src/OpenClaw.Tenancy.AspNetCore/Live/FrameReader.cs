using System.Buffers;
using System.Net.WebSockets;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>Puts the frames of a WebSocket together to messages of a bounded size. One at a time reads.</summary>
internal sealed class FrameReader(WebSocket socket, int maxBytes) : IDisposable
{
    private const int FirstBytes = 4 * 1024;

    // A message may begin or end with an empty part. More of them are work for nothing, which no bound of bytes or messages counts.
    private const int MostEmpty = 8;
    private byte[] _buffer = [];
    private bool _reading;

    /// <summary>Reads the next message. What it gives is good until the next call.</summary>
    /// <exception cref="OperationCanceledException">The caller ended it, and the connection with it.</exception>
    internal async ValueTask<FrameRead> ReadAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        int empty = 0;
        Volatile.Write(ref _reading, true);
        try
        {
            while (true)
            {
                Grow(length);
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return new FrameRead(default, LiveEnding.Closed, IsOver: true);
                }

                length += part.Count;
                if (length > maxBytes)
                {
                    return new FrameRead(default, LiveEnding.TooLarge);
                }

                empty += part.Count == 0 ? 1 : 0;
                if (part.MessageType != WebSocketMessageType.Text || empty > MostEmpty)
                {
                    return new FrameRead(default, LiveEnding.InvalidMessage);
                }

                if (part.EndOfMessage)
                {
                    return new FrameRead(_buffer.AsMemory(0, length), null);
                }
            }
        }
        catch (WebSocketException exception)
        {
            // Text that is no UTF-8, a frame against the protocol: the framework has said so to the other end. Else it is gone.
            return new FrameRead(default, exception.WebSocketErrorCode == WebSocketError.ConnectionClosedPrematurely ? LiveEnding.Closed : LiveEnding.InvalidMessage, IsOver: true);
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
        if (length < _buffer.Length && _buffer.Length != 0)
        {
            return;
        }

        int size = Math.Min(maxBytes + 1, Math.Max(FirstBytes, length * 2));
        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
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
