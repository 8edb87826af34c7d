using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Protocol;

/// <summary>A client of the gateway protocol.</summary>
public sealed class ProtocolPeer : IDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket;
    private readonly byte[] _buffer = new byte[2 * 1024 * 1024];
    private readonly Queue<JsonElement> _kept = new();
    private long _sequence;
    private int _calls;

    private ProtocolPeer(ClientWebSocket socket) => _socket = socket;

    /// <summary>Opens the socket, and reads the challenge.</summary>
    public static async Task<ProtocolPeer> OpenAsync(RunningGateway gateway, string? header = null, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        if (header is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {header}");
        }

        foreach ((string name, string value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        var peer = new ProtocolPeer(socket);
        try
        {
            using var hang = new CancellationTokenSource(Hang);
            await socket.ConnectAsync(new UriBuilder(new Uri(gateway.Address, "/ws")) { Scheme = "ws" }.Uri, hang.Token);
        }
        catch
        {
            peer.Dispose();
            throw;
        }

        JsonElement challenge = (await peer.ReceiveAsync())!.Value;
        Assert.Equal("connect.challenge", challenge.GetProperty("event").GetString());
        Assert.Equal(32, challenge.GetProperty("payload").GetProperty("nonce").GetString()!.Length);
        return peer;
    }

    /// <summary>Opens the socket and connects with a token in the first frame.</summary>
    public static async Task<ProtocolPeer> ConnectAsync(RunningGateway gateway, string token, params string[]? scopes)
    {
        ProtocolPeer peer = await OpenAsync(gateway);
        JsonElement hello = await peer.ConnectAsync(token, scopes is { Length: > 0 } ? scopes : null);
        Assert.Equal("hello-ok", hello.GetProperty("payload").GetProperty("type").GetString());
        return peer;
    }

    public async Task<JsonElement> ConnectAsync(string? token, string[]? scopes = null)
    {
        var parameters = new Dictionary<string, object> { ["minProtocol"] = 4, ["maxProtocol"] = 4, ["role"] = "operator", ["client"] = new { id = "test" } };
        if (token is not null)
        {
            parameters["auth"] = new { token };
        }

        if (scopes is not null)
        {
            parameters["scopes"] = scopes;
        }

        return await AskAsync("connect", parameters);
    }

    /// <summary>Asks, and gives the whole answer.</summary>
    public async Task<JsonElement> AskAsync(string method, object? parameters = null, string? id = null)
    {
        id ??= $"q{++_calls}";
        await SendAsync(parameters is null ? JsonSerializer.Serialize(new { type = "req", id, method }) : JsonSerializer.Serialize(new { type = "req", id, method, @params = parameters }));
        return await NextAsync(m => m.GetProperty("type").GetString() == "res" && m.GetProperty("id").GetString() == id)
            ?? throw new InvalidOperationException($"Closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
    }

    /// <summary>The code of a refusal, or null.</summary>
    public async Task<string?> RefusalAsync(string method, object? parameters = null, string? id = null)
    {
        JsonElement answer = await AskAsync(method, parameters, id);
        return answer.GetProperty("ok").GetBoolean() ? null : answer.GetProperty("error").GetProperty("code").GetString();
    }

    public async Task<JsonElement> PayloadAsync(string method, object? parameters = null)
    {
        JsonElement answer = await AskAsync(method, parameters);
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.GetRawText());
        return answer.GetProperty("payload");
    }

    /// <summary>The next event of a name that is wanted; null at the close.</summary>
    public async Task<JsonElement?> EventAsync(string name, Func<JsonElement, bool>? which = null) => (await NextAsync(m =>
        m.GetProperty("type").GetString() == "event" && m.GetProperty("event").GetString() == name && (which is null || which(m.GetProperty("payload")))))?.GetProperty("payload");

    public async Task SendAsync(string text)
    {
        using var hang = new CancellationTokenSource(Hang);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, hang.Token);
    }

    /// <summary>Reads until the close, and gives it.</summary>
    public async Task<(int Status, string? Reason)> ClosedAsync()
    {
        while (await ReceiveAsync() is { } message)
        {
            _kept.Enqueue(message);
        }

        return ((int)_socket.CloseStatus!, _socket.CloseStatusDescription);
    }

    /// <summary>Everything that came and was not asked for.</summary>
    public string Kept() => string.Join('\n', _kept.Select(static m => m.GetRawText()));

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement?> NextAsync(Func<JsonElement, bool> which)
    {
        for (int i = _kept.Count; i > 0; i--)
        {
            JsonElement message = _kept.Dequeue();
            if (which(message))
            {
                return message;
            }

            _kept.Enqueue(message);
        }

        while (await ReceiveAsync() is { } message)
        {
            if (which(message))
            {
                return message;
            }

            _kept.Enqueue(message);
        }

        return null;
    }

    private async Task<JsonElement?> ReceiveAsync()
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
                JsonElement message = JsonDocument.Parse(_buffer.AsMemory(0, length).ToArray()).RootElement;
                if (message.TryGetProperty("seq", out JsonElement number))
                {
                    // Each connection's own numbers, without a gap.
                    Assert.Equal(++_sequence, number.GetInt64());
                }

                return message;
            }
        }
    }
}
