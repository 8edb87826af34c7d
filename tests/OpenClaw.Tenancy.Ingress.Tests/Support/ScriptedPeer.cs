using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.Tests.Support;

/// <summary>A connection of the ingress to a scripted gateway.</summary>
public sealed class ScriptedPeer(WebSocket socket) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public WebSocket Socket => socket;

    public async Task SendAsync(string text)
    {
        await _turn.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task AnswerAsync(JsonElement request, string payload = "{}") => SendAsync($$"""{"type":"res","id":{{request.GetProperty("id").GetRawText()}},"ok":true,"payload":{{payload}}}""");

    public Task TellAsync(string name, string payload = "{}", long seq = 900) => SendAsync($$$"""{"type":"event","event":"{{{name}}}","payload":{{{payload}}},"seq":{{{seq}}},"stateVersion":{"presence":7,"health":9}}""");

    public void Dispose() => _turn.Dispose();

    /// <summary>The next message; null when the other end has closed.</summary>
    public async Task<string?> ReceiveAsync()
    {
        byte[] buffer = new byte[4 * 1024 * 1024];
        int length = 0;
        while (true)
        {
            WebSocketReceiveResult part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }
}
