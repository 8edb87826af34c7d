using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.Tests.Support;

/// <summary>A client that speaks the gateway protocol frame by frame.</summary>
public sealed class FrameClient : IDisposable
{
    // A real gateway's first turn takes its time on a small machine.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(Real.RealPrograms.Home is null ? 60 : 180);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[8 * 1024 * 1024];
    private readonly Queue<JsonElement> _events = new();
    private int _number;

    private FrameClient()
    {
    }

    public JsonElement Hello { get; private set; }

    /// <summary>Everything that was received.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>Opens a socket and reads the challenge.</summary>
    public static Task<FrameClient> OpenAsync(IngressHost host, string? header = null) => OpenAsync(host.Address, header);

    /// <summary>Opens a socket to an address, which may be a gateway's own.</summary>
    public static async Task<FrameClient> OpenAsync(Uri address, string? header = null)
    {
        var client = new FrameClient();
        if (header is not null)
        {
            client._socket.Options.SetRequestHeader("Authorization", $"Bearer {header}");
        }

        using var hang = new CancellationTokenSource(Hang);
        await client._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, hang.Token);
        Assert.Equal("connect.challenge", (await client.ReceiveAsync())!.Value.GetProperty("event").GetString());
        return client;
    }

    /// <summary>Connects with a credential in the first frame.</summary>
    public static async Task<FrameClient> ConnectAsync(IngressHost host, string credential, string more = "")
    {
        FrameClient client = await OpenAsync(host);
        await client.SendAsync(Connect(credential, more));
        client.Hello = (await client.ReceiveAsync() ?? throw new InvalidOperationException($"Closed: {client._socket.CloseStatus} {client._socket.CloseStatusDescription}\n{string.Join('\n', host.Logs.Lines.Where(static l => l.Contains("OCT28", StringComparison.Ordinal)))}")).GetProperty("payload");
        return client;
    }

    /// <summary>Connects where nobody is let in, and gives the close.</summary>
    public static async Task<(int Status, string? Reason)> RefusedAsync(IngressHost host, string tenant)
    {
        using FrameClient client = await OpenAsync(host);
        await client.SendAsync(Connect(PlainDoor.Credential(tenant)));
        return await client.ClosedAsync();
    }

    public static string Connect(string credential, string more = "") =>
        $$$"""{"type":"req","id":"connect","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{"id":"cli","version":"1","platform":"linux","mode":"cli"},"role":"operator","auth":{"token":"{{{credential}}}"}{{{more}}}}}""";

    public async Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        using var hang = new CancellationTokenSource(Hang);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true, hang.Token);
    }

    /// <summary>Sends a request, and gives its id.</summary>
    public async Task<string> AskAsync(string method, string parameters = "{}")
    {
        string id = "r" + (++_number).ToString(CultureInfo.InvariantCulture);
        await SendAsync($$"""{"type":"req","id":"{{id}}","method":"{{method}}","params":{{parameters}}}""");
        return id;
    }

    /// <summary>Sends a request and waits for its answer; events that come meanwhile are kept.</summary>
    public async Task<JsonElement> CallAsync(string method, string parameters = "{}")
    {
        string id = await AskAsync(method, parameters);
        return await AnswerAsync(id);
    }

    /// <summary>Sends a request that is answered with what it asked for, and gives the payload.</summary>
    public async Task<JsonElement> OkAsync(string method, string parameters = "{}")
    {
        JsonElement answer = await CallAsync(method, parameters);
        Assert.True(answer.GetProperty("ok").GetBoolean(), $"{method} {parameters}: {answer.GetRawText()}");
        return answer.TryGetProperty("payload", out JsonElement payload) ? payload : default;
    }

    public async Task<JsonElement> AnswerAsync(string? id = null)
    {
        while (true)
        {
            JsonElement frame = await ReceiveAsync() ?? throw new InvalidOperationException($"Closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
            if (frame.GetProperty("type").GetString() == "event")
            {
                _events.Enqueue(frame);
                continue;
            }

            Assert.True(id is null || id == frame.GetProperty("id").GetString(), $"An answer to {frame.GetProperty("id")} and not to {id}.");
            return frame;
        }
    }

    public async Task<JsonElement> EventAsync(string? name = null)
    {
        // Ticks go on for ever, also where what is waited for does not come.
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Hang, $"No event {name}.");
            JsonElement frame = _events.TryDequeue(out JsonElement kept) ? kept : await ReceiveAsync() ?? throw new InvalidOperationException($"Closed: {_socket.CloseStatus}");
            if (frame.GetProperty("type").GetString() == "event" && (name is null || frame.GetProperty("event").GetString() == name))
            {
                return frame;
            }
        }
    }

    /// <summary>The next frame, or null when the other end has closed.</summary>
    public async Task<JsonElement?> ReceiveAsync() => await ReceiveTextAsync() is { } text ? JsonDocument.Parse(text).RootElement : null;

    public async Task<string?> ReceiveTextAsync()
    {
        using var hang = new CancellationTokenSource(Hang);
        int length = 0;
        while (true)
        {
            WebSocketReceiveResult part = await _socket.ReceiveAsync(new ArraySegment<byte>(_buffer, length, _buffer.Length - length), hang.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, hang.Token);
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                Seen.Add(Encoding.UTF8.GetString(_buffer, 0, length));
                return Seen[^1];
            }
        }
    }

    /// <summary>Reads until the close, and gives it.</summary>
    public async Task<(int Status, string? Reason)> ClosedAsync()
    {
        while (_socket.State is WebSocketState.Open or WebSocketState.CloseSent && await ReceiveTextAsync() is not null)
        {
            // What came before it.
        }

        return ((int)_socket.CloseStatus!, _socket.CloseStatusDescription);
    }

    public void Dispose() => _socket.Dispose();
}
