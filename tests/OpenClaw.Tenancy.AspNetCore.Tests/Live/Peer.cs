using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>The other end of a WebSocket.</summary>
public sealed class Peer : IDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket;
    private readonly byte[] _buffer = new byte[2 * 1024 * 1024];

    private Peer(ClientWebSocket socket) => _socket = socket;

    /// <summary>When the last message, or the close, was here.</summary>
    public long ReceivedAt { get; private set; }

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public static async Task<Peer> ConnectAsync(TestApp app, string path, string? credential = null, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        if (credential is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {credential}");
        }

        foreach ((string name, string value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        var peer = new Peer(socket);
        try
        {
            using var hang = new CancellationTokenSource(Hang);
            await socket.ConnectAsync(new UriBuilder(new Uri(app.Client.BaseAddress!, path)) { Scheme = "ws" }.Uri, hang.Token);
            return peer;
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Text, bool end = true)
    {
        using var hang = new CancellationTokenSource(Hang);
        await _socket.SendAsync(bytes, type, end, hang.Token);
    }

    /// <summary>The next message, or null when the other end has closed.</summary>
    public async Task<string?> ReceiveAsync()
    {
        using var hang = new CancellationTokenSource(Hang);
        int length = 0;
        while (true)
        {
            WebSocketReceiveResult part = await _socket.ReceiveAsync(new ArraySegment<byte>(_buffer, length, _buffer.Length - length), hang.Token);
            ReceivedAt = Stopwatch.GetTimestamp();
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, hang.Token);
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(_buffer, 0, length);
            }
        }
    }

    public async Task<JsonElement> ReceiveJsonAsync() => JsonDocument.Parse(await ReceiveAsync() ?? throw new InvalidOperationException($"Closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}")).RootElement;

    public async Task<JsonElement> AskAsync(string text)
    {
        await SendAsync(text);
        return await ReceiveJsonAsync();
    }

    /// <summary>Reads until the close, and gives it.</summary>
    public async Task<(int Status, string? Reason)> ClosedAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return ((int)_socket.CloseStatus!, _socket.CloseStatusDescription);
    }

    public void Dispose() => _socket.Dispose();
}
