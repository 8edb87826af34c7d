using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace OpenClaw.Tenancy.Benchmarks.Ingress;

/// <summary>A client that asks, is told an event, and is answered: three frames in each round.</summary>
internal sealed class FrameRounds : IDisposable
{
    /// <summary>The frames of one round.</summary>
    public const int Frames = 3;

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1024 * 1024];
    private long _number;

    private FrameRounds()
    {
    }

    /// <summary>Connects and reads the hello.</summary>
    public static async Task<FrameRounds> OpenAsync(string address, string token)
    {
        var client = new FrameRounds();
        await client._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, CancellationToken.None);
        await client.ReadAsync();
        await client.SendAsync(Encoding.UTF8.GetBytes(
            $$$"""{"type":"req","id":"connect","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{"id":"cli","version":"1","platform":"linux","mode":"cli"},"role":"operator","auth":{"token":"{{{token}}}"} } }"""));
        await client.ReadAsync();
        return client;
    }

    /// <summary>Goes so many rounds, and gives the median time of one and the bytes that the process allocated for one.</summary>
    public async Task<(double Microseconds, double Bytes)> GoAsync(int rounds)
    {
        double[] times = new double[rounds];
        byte[] request = new byte[256];
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < rounds; i++)
        {
            int length = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""{"type":"req","id":"request-{{{++_number:00000000}}}","method":"chat.history","params":{"sessionKey":"agent:main:main","limit":20} }"""), request);
            long began = Stopwatch.GetTimestamp();
            await SendAsync(request.AsMemory(0, length));
            await ReadAsync();
            await ReadAsync();
            times[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        double bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)rounds;
        Array.Sort(times);
        return (times[rounds / 2], bytes);
    }

    public void Dispose() => _socket.Dispose();

    private ValueTask SendAsync(ReadOnlyMemory<byte> frame) => _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async ValueTask ReadAsync()
    {
        ValueWebSocketReceiveResult read = await _socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
        if (read.MessageType != WebSocketMessageType.Text || !read.EndOfMessage || _buffer.AsSpan(0, read.Count).IndexOf("\"error\":"u8) >= 0)
        {
            throw new InvalidOperationException($"{read.MessageType} {Encoding.UTF8.GetString(_buffer, 0, read.Count)}");
        }
    }
}
