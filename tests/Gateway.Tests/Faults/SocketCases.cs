using System.Net.WebSockets;
using System.Text.Json;
using Gateway.Tests.Protocol;

namespace Gateway.Tests.Faults;

/// <summary>What is asked over a socket: each time one that is opened for it.</summary>
internal static class SocketCases
{
    internal static FaultCase[] All { get; } =
    [
        new("GET /ws for the sessions", static w => w.Member, static _ => Task.FromResult(new Asked("sessions.list", """{"limit":10}"""))) { Over = AskAsync },
        new("GET /ws for a history", static w => w.Member, static async w => new Asked("chat.history", $$"""{"sessionKey":"{{(await w.ChattedAsync()).Session}}"}""")) { Over = AskAsync },
        new("GET /ws for a turn", static w => w.Member, static _ => Task.FromResult(new Asked("chat.send", """{"message":"a question"}""")))
        {
            Over = AskAsync,
            IsStaged = true,

            // The answer says that the run has begun, and events say how it went on.
            Done = ["+ gateway_runs acme|"],
        },
    ];

    private static async Task<Answer> AskAsync(FaultWorld world, Asked asked, string? token)
    {
        try
        {
            using ProtocolPeer peer = await ProtocolPeer.OpenAsync(world.Gateway);
            JsonElement answer = await peer.ConnectAsync(token);
            if (IsOk(answer))
            {
                using JsonDocument parameters = JsonDocument.Parse(asked.Json!);
                answer = await peer.AskAsync(asked.Path, parameters.RootElement);
            }

            return IsOk(answer)
                ? new Answer(200, string.Empty, answer.GetProperty("payload").GetRawText())
                : new Answer(503, string.Empty, answer.GetProperty("error").GetRawText());
        }
        catch (Exception exception) when (exception is WebSocketException or InvalidOperationException)
        {
            // A socket that was closed gave no answer.
            return new Answer(0, string.Empty, string.Empty);
        }
    }

    private static bool IsOk(JsonElement answer) => answer.GetProperty("ok").GetBoolean();
}
