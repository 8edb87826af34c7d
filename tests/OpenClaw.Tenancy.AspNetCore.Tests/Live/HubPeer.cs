using System.Text.Json;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>The other end of a hub, in the hub protocol's JSON.</summary>
public sealed class HubPeer : IDisposable
{
    private const char Ends = '\u001e';
    private readonly Queue<JsonElement> _messages = new();
    private readonly Peer _peer;
    private int _calls;

    private HubPeer(Peer peer) => _peer = peer;

    public static async Task<HubPeer> ConnectAsync(LiveHost host, string credential)
    {
        var hub = new HubPeer(await Peer.ConnectAsync(host.App, "/hub", credential));
        await hub._peer.SendAsync($$"""{"protocol":"json","version":1}{{Ends}}""");
        hub.Take(await hub._peer.ReceiveAsync());
        Assert.Equal("{}", hub._messages.Dequeue().GetRawText());
        return hub;
    }

    /// <summary>Calls a method, and gives its completion; null when the other end has closed.</summary>
    public async Task<JsonElement?> CallAsync(string method, params string[] arguments)
    {
        string id = $"{++_calls}";
        await _peer.SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }) + Ends);
        return await NextAsync(m => m.GetProperty("type").GetInt32() == 3 && m.GetProperty("invocationId").GetString() == id);
    }

    public async Task<JsonElement?> NextAsync(Func<JsonElement, bool> which)
    {
        while (true)
        {
            // What is not asked for yet is kept.
            for (int i = _messages.Count; i > 0; i--)
            {
                JsonElement message = _messages.Dequeue();
                if (which(message))
                {
                    return message;
                }

                _messages.Enqueue(message);
            }

            string? text;
            try
            {
                text = await _peer.ReceiveAsync();
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                return null;
            }

            if (text is null)
            {
                return null;
            }

            Take(text);
        }
    }

    private void Take(string? text)
    {
        foreach (string one in text?.Split(Ends, StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            _messages.Enqueue(JsonDocument.Parse(one).RootElement);
        }
    }

    public void Dispose() => _peer.Dispose();
}
