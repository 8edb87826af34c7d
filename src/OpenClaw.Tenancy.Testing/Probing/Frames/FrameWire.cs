using System.Net.WebSockets;
using System.Text;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Frames;

/// <summary>One socket of the stranger.</summary>
internal sealed class FrameWire : IDisposable
{
    private const int MaxFrame = 1 << 20;

    private readonly ProbeRun _run;
    private readonly WebSocket _socket;
    private readonly StringBuilder _everything = new();

    private FrameWire(ProbeRun run, WebSocket socket) => (_run, _socket) = (run, socket);

    /// <summary>Opens a socket, with a credential that something puts into the upgrade, and plays its opening; null when the host refuses it.</summary>
    internal static async Task<FrameWire?> OpenAsync(ProbeRun run, ProbeSocket socket, Action<HttpRequestMessage> authenticate)
    {
        run.Wire.Count();
        using HttpRequestMessage request = new ProbeRequest("GET", socket.Path, null, []).ToMessage(run.Wire.Address, asWritten: false);
        authenticate(request);
        try
        {
            var wire = new FrameWire(run, await run.Subject.Host.OpenSocketAsync(request, run.Wire.Stop).WaitAsync(run.Options.RequestTimeout, TimeProvider.System, run.Wire.Stop).ConfigureAwait(false));
            foreach (string frame in socket.Opening)
            {
                if ((await wire.ExchangeAsync(socket, frame).ConfigureAwait(false)).Text.Length == 0)
                {
                    wire.Dispose();
                    return null;
                }
            }

            return wire;
        }
        catch (Exception error) when (error is WebSocketException or IOException or HttpRequestException or TimeoutException or InvalidOperationException or ArgumentException)
        {
            // Not every credential can be written where an upgrade names sub-protocols.
            return null;
        }
    }

    /// <summary>Sends one frame on a socket of its own.</summary>
    internal static async Task<FrameAnswer> AskAsync(ProbeRun run, ProbeSocket socket, Action<HttpRequestMessage> authenticate, string frame)
    {
        using FrameWire? wire = await OpenAsync(run, socket, authenticate).ConfigureAwait(false);
        return wire is null ? new FrameAnswer("refused", 0, string.Empty) : await wire.ExchangeAsync(socket, frame).ConfigureAwait(false);
    }

    /// <summary>Everything that is pushed for so long.</summary>
    internal async Task<string> ListenAsync(TimeSpan time)
    {
        await ReadAsync(static _ => false, time).ConfigureAwait(false);
        return _everything.ToString();
    }

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
    }

    /// <summary>Sends a frame and waits for what answers it.</summary>
    internal async Task<FrameAnswer> ExchangeAsync(ProbeSocket socket, string frame)
    {
        _run.Wire.Count();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, _run.Wire.Stop).ConfigureAwait(false);
        }
        catch (Exception error) when (error is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The host has closed it meanwhile; what it said before that is still read.
        }

        string answer = await ReadAsync(received => socket.IsAnswer(frame, received), _run.Options.RequestTimeout).ConfigureAwait(false);
        return new FrameAnswer(answer, (int?)_socket.CloseStatus ?? 0, _everything.ToString());
    }

    private async Task<string> ReadAsync(Func<string, bool> isLast, TimeSpan time)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_run.Wire.Stop);
        patience.CancelAfter(time);
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                using var frame = new MemoryStream();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token).ConfigureAwait(false);
                    frame.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage && frame.Length < MaxFrame);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return string.Empty;
                }

                string text = Encoding.UTF8.GetString(frame.ToArray());
                _everything.AppendLine(text);
                if (isLast(text))
                {
                    return text;
                }
            }
        }
        catch (Exception error) when (!_run.Wire.Stop.IsCancellationRequested && error is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            return string.Empty;
        }
    }
}
