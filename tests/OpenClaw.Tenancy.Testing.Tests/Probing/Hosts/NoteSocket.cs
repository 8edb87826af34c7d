using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>The socket of the leaky host: it reads notes, and says when one was added.</summary>
public sealed class NoteSocket(Door door, NoteTable notes)
{
    public async Task AcceptAsync(HttpContext context)
    {
        (string? tenant, IResult? refusal) = door.Enter(context);
        if (tenant is null)
        {
            await refusal!.ExecuteAsync(context);
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Results.Json(new { code = "invalid_request" }, statusCode: 400).ExecuteAsync(context);
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using var turn = new SemaphoreSlim(1);
        async void Tell(Note note)
        {
            if ((note.Tenant == tenant && door.Lives(context, "events-outlive-their-caller")) || door.Is("pushed-to-everybody"))
            {
                await SendAsync(socket, turn, new JsonObject { ["event"] = "added", ["title"] = note.Title });
            }
        }

        notes.Added += Tell;
        try
        {
            await ServeAsync(socket, turn, tenant, () => door.Lives(context, "socket-outlives-its-caller"));
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            // The other side went away.
        }
        finally
        {
            notes.Added -= Tell;
        }
    }

    private async Task ServeAsync(WebSocket socket, SemaphoreSlim turn, string tenant, Func<bool> lives)
    {
        byte[] buffer = new byte[64 * 1024];
        while ((await socket.ReceiveAsync(buffer, CancellationToken.None)) is { MessageType: WebSocketMessageType.Text } received && lives())
        {
            JsonNode frame = JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, received.Count))!;
            string id = frame["note_id"]?.ToString() ?? string.Empty;
            string? owner = notes.OwnerOf(id);
            var answer = new JsonObject { ["id"] = frame["id"]?.ToString() };
            if (owner == tenant || (owner is not null && door.Is("frame-unchecked")))
            {
                answer["title"] = notes.Find(id)!.Title;
            }
            else
            {
                door.Refuse(404, "not_found");
                answer["code"] = owner is not null && door.Is("frame-tells") ? "forbidden" : "not_found";
            }

            await SendAsync(socket, turn, answer);
        }
    }

    private static async Task SendAsync(WebSocket socket, SemaphoreSlim turn, JsonObject frame)
    {
        try
        {
            await turn.WaitAsync();
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            turn.Release();
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side went away.
        }
    }
}
