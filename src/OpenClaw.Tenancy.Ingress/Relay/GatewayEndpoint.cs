using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Ingress.Frames;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>The WebSocket of the ingress, from its upgrade until somebody has connected.</summary>
internal static class GatewayEndpoint
{
    private const string Action = "gateway:connect";

    internal static async Task UpgradeAsync(HttpContext context, LiveHandshake handshake, TenantWebSockets sockets, GatewayRelay relay, RefusalTrail trail, TimeProvider time)
    {
        bool hasHeader = LiveHandshake.HasCredential(context);
        LiveOpening early = hasHeader ? await handshake.OpenAsync(context, token: null, scopes: null, frame: default, context.RequestAborted).ConfigureAwait(false) : default;
        if (hasHeader && !early.IsOpen)
        {
            await early.Refusal.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        // What a header brought has its place already, and gives it back when it has connected.
        using LiveConnection? held = early.Connection;
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefusePlain(context, handshake, trail, held?.Claim).WriteAsync(context).ConfigureAwait(false);
            return;
        }

        if (!hasHeader && !handshake.TryEnter(context))
        {
            await Problem.RateLimited.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        bool waits = !hasHeader;
        try
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            GatewayOpening opened = await ConnectAsync(context, handshake, socket, held, time).ConfigureAwait(false);
            if (waits)
            {
                handshake.Leave();
                waits = false;
            }

            if (opened.Connection is not { } connection)
            {
                await sockets.CloseAsync(socket, opened.Ending).ConfigureAwait(false);
                return;
            }

            await relay.ServeAsync(socket, connection, opened.Connect!, opened.Id, context).ConfigureAwait(false);
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

        trail.Record(context, claim, Action, resourceId: null, Problem.InvalidRequest.Code);
        return Problem.InvalidRequest;
    }

    private static async Task<GatewayOpening> ConnectAsync(HttpContext context, LiveHandshake handshake, WebSocket socket, LiveConnection? held, TimeProvider time)
    {
        try
        {
            await socket.SendAsync(Challenge(time), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted).ConfigureAwait(false);
            (ReadOnlyMemory<byte> frame, LiveEnding? ending) = await handshake.ReceiveFirstAsync(context, socket, context.RequestAborted).ConfigureAwait(false);
            if (ending is not null)
            {
                return new GatewayOpening(ending);
            }

            if (!GatewayFrameReader.TryReadRequest(frame, out GatewayFrame request) || ConnectRequest.Read(in request) is not { } connect)
            {
                return new GatewayOpening(handshake.RefuseFirst(context));
            }

            held?.Dispose();
            LiveOpening opening = await handshake.OpenAsync(context, connect.Token, connect.Scopes, frame, context.RequestAborted).ConfigureAwait(false);
            return opening.IsOpen ? new GatewayOpening(opening.Connection, connect, request.Id) : new GatewayOpening(opening.Ending);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            return new GatewayOpening(LiveEnding.Closed);
        }
    }

    private static ReadOnlyMemory<byte> Challenge(TimeProvider time) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"type":"event","event":"connect.challenge","payload":{"nonce":"{{{RandomNumberGenerator.GetHexString(32, lowercase: true)}}}","ts":{{{time.GetUtcNow().ToUnixTimeMilliseconds()}}}}}"""));
}
