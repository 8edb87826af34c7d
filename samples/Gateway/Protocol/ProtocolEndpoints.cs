using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>The WebSocket of the gateway protocol, from its upgrade until somebody has connected.</summary>
internal static class ProtocolEndpoints
{
    internal static void MapProtocol(this IEndpointRouteBuilder routes)
    {
        // Made here, so that a method without a scope fails the start.
        routes.ServiceProvider.GetRequiredService<MethodTable>();
        routes.MapGet("/ws", UpgradeAsync).AllowTenantless("the credential may come in the first frame, and whose the connection is shows then");
    }

    private static async Task UpgradeAsync(HttpContext context, LiveHandshake handshake, TenantWebSockets sockets, ProtocolConnection protocol, RefusalTrail trail, TimeProvider time)
    {
        bool hasHeader = LiveHandshake.HasCredential(context);
        LiveOpening early = hasHeader ? await handshake.OpenAsync(context, token: null, scopes: null, frame: default, context.RequestAborted) : default;
        if (hasHeader && !early.IsOpen)
        {
            await early.Refusal.WriteAsync(context);
            return;
        }

        // What a header brought has its place already, and gives it back when it has connected.
        using LiveConnection? held = early.Connection;
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefusePlain(context, handshake, trail, held?.Claim).WriteAsync(context);
            return;
        }

        if (!hasHeader && !handshake.TryEnter(context))
        {
            await Problem.RateLimited.WriteAsync(context);
            return;
        }

        bool waits = !hasHeader;
        try
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            (LiveOpening opening, LiveEnding? ending, string id) = await ConnectAsync(context, handshake, socket, held, time);
            if (waits)
            {
                handshake.Leave();
                waits = false;
            }

            if (!opening.IsOpen)
            {
                await sockets.CloseAsync(socket, ending ?? opening.Ending);
                return;
            }

            await using TenantWebSocket connected = sockets.Attach(socket, opening.Connection);
            await protocol.ServeAsync(new ProtocolSocket(connected), id, context);
        }
        finally
        {
            if (waits)
            {
                handshake.Leave();
            }
        }
    }

    // A request that is no upgrade, and so brings no first frame. Whoever it is of learns what is wrong with it, and nobody else.
    private static Problem RefusePlain(HttpContext context, LiveHandshake handshake, RefusalTrail trail, VerifiedTenantClaim? claim)
    {
        if (claim is null)
        {
            handshake.RefuseFirst(context);
            return Problem.For(DenyReason.ClaimMissing);
        }

        trail.Record(context, claim, "ws:connect", resourceId: null, Problem.InvalidRequest.Code);
        return Problem.InvalidRequest;
    }

    private static async Task<(LiveOpening Opening, LiveEnding? Ending, string Id)> ConnectAsync(
        HttpContext context, LiveHandshake handshake, WebSocket socket, LiveConnection? held, TimeProvider time)
    {
        try
        {
            var challenge = new { type = "event", @event = "connect.challenge", payload = new { nonce = RandomNumberGenerator.GetHexString(32, lowercase: true), ts = time.GetUtcNow().ToUnixTimeMilliseconds() } };
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(challenge, ProtocolJson.Options), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
            (ReadOnlyMemory<byte> frame, LiveEnding? ending) = await handshake.ReceiveFirstAsync(context, socket, context.RequestAborted);
            if (ending is not null)
            {
                return (default, ending, string.Empty);
            }

            RequestFrame request = RequestFrame.Read(frame.Span);
            ConnectParameters connect = ConnectParameters.Read(request);
            held?.Dispose();
            return (await handshake.OpenAsync(context, connect.Auth?.Token, connect.Scopes, frame, context.RequestAborted), null, request.Id);
        }
        catch (BadHttpRequestException)
        {
            return (default, handshake.RefuseFirst(context), string.Empty);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            return (default, LiveEnding.Closed, string.Empty);
        }
    }
}
