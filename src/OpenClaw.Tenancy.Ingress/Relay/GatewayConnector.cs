using System.Buffers;
using System.Collections.Frozen;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Ingress.Cells;
using OpenClaw.Tenancy.Ingress.Frames;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>Connects to a gateway for a client, as the ingress: by the cell's credential, with no more scopes than the client's connection has.</summary>
internal sealed class GatewayConnector(CellCredentials credentials, TimeProvider time)
{
    private const string Version = "1";

    // What a client can do that changes what the gateway sends it, and nothing else. Without one of the last three nobody is told of an approval, whatever his scopes.
    private static readonly FrozenSet<string> KnownCaps = new[] { "session-scoped-events", "tool-events", "approvals", "exec-approvals", "plugin-approvals" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Connects. A credential that is refused is read again, once.</summary>
    internal async Task<(GatewayLink? Link, CellFault Fault)> ConnectAsync(Cell cell, LiveConnection connection, string[] caps, HttpContext context)
    {
        using var patience = new CancellationTokenSource(cell.Options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, connection.Ended, context.RequestAborted);
        var attempt = new GatewayAttempt(cell, connection, [.. KnownCaps.Intersect(caps)], context);
        CellFault fault = await TryAsync(attempt, refused: null, either.Token).ConfigureAwait(false);
        if (fault == CellFault.CredentialRefused && attempt.Version > 0)
        {
            fault = await TryAsync(attempt, attempt.Version, either.Token).ConfigureAwait(false);
        }

        return (attempt.Link, fault);
    }

    private async Task<CellFault> TryAsync(GatewayAttempt attempt, int? refused, CancellationToken cancellationToken)
    {
        Cell cell = attempt.Cell;
        ClientWebSocket? socket = new();
        GatewayMessages? messages = new(socket, cell.Options.MaxFrameBytes);
        try
        {
            socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(20);
            if (cell.Options.Auth == CellAuth.TrustedProxy)
            {
                foreach ((string name, string value) in ProxyHeaders.Of(cell.Options, attempt.Connection.Claim, attempt.Context))
                {
                    socket.Options.SetRequestHeader(name, value);
                }
            }

            await socket.ConnectAsync(cell.SocketAddress, cell.Invoker, cancellationToken).ConfigureAwait(false);
            CellFault fault = await HandshakeAsync(attempt, socket, messages, refused, cancellationToken).ConfigureAwait(false);
            if (fault == CellFault.None)
            {
                (socket, messages) = (null, null);
            }

            return fault;
        }
#pragma warning disable CA1031 // Reason: whatever went wrong, there is no link, and its client alone learns that.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return CellFault.Unreachable;
        }
        finally
        {
            messages?.Dispose();
            socket?.Dispose();
        }
    }

    private async Task<CellFault> HandshakeAsync(GatewayAttempt attempt, ClientWebSocket socket, GatewayMessages messages, int? refused, CancellationToken cancellationToken)
    {
        if (await messages.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } first)
        {
            return CellFault.Unreachable;
        }

        if (!GatewayFrameReader.TryReadAnswer(first, out GatewayFrame challenge) || challenge is not { Kind: FrameKind.Event, Name: "connect.challenge" })
        {
            return CellFault.Malformed;
        }

        CredentialTrace? trace = null;
        if (attempt.Cell.Options.Auth == CellAuth.TrustedProxy)
        {
            await SendConnectAsync(attempt, socket, default, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            attempt.Version = await credentials.UseAsync(
                attempt.Cell,
                attempt.Connection.Tenant,
                refused,
                attempt.Connection.CorrelationId,
                (credential, token) =>
                {
                    trace = CredentialTrace.InJson(credential.Span);
                    return SendConnectAsync(attempt, socket, credential, token);
                },
                cancellationToken).ConfigureAwait(false);
            if (attempt.Version == 0)
            {
                return refused is null ? CellFault.NoCredential : CellFault.CredentialRefused;
            }
        }

        // Nothing but the answer to it can be of use, and no gateway says anything else before it.
        if (await messages.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } second)
        {
            return socket.CloseStatus == WebSocketCloseStatus.PolicyViolation ? CellFault.CredentialRefused : CellFault.Unreachable;
        }

        if (!GatewayFrameReader.TryReadAnswer(second, out GatewayFrame answer) || answer.Kind != FrameKind.Response)
        {
            return CellFault.Malformed;
        }

        if (!answer.IsOk)
        {
            return IsUnavailable(answer.Error.Span) ? CellFault.Unreachable : CellFault.CredentialRefused;
        }

        if (GatewayHello.Read(in answer) is not { } hello)
        {
            return CellFault.Malformed;
        }

        // SECURITY: a message to one tenant's session would be in the other's. One that does not say counts as one that does it.
        if (attempt.Cell.Options.IsShared && !hello.KeepsSessionsApart)
        {
            return CellFault.OneSession;
        }

        attempt.Link = new GatewayLink(socket, messages, attempt.Cell.Options, time, hello, trace);
        return CellFault.None;
    }

    // SECURITY: nothing of what the client sent is in it, but the scopes that its claim holds and the abilities that are known.
    private static async ValueTask SendConnectAsync(GatewayAttempt attempt, ClientWebSocket socket, ReadOnlyMemory<byte> credential, CancellationToken cancellationToken)
    {
        using var buffer = new FrameBuffer();
        FrameText.BeginRequest(buffer, 1, ConnectRequest.Method);
        WriteParameters(attempt, buffer, credential.Span);
        FrameText.End(buffer, begun: 0);
        await socket.SendAsync(buffer.Written, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
    }

    private static void WriteParameters(GatewayAttempt attempt, IBufferWriter<byte> output, ReadOnlySpan<byte> credential)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteNumber("minProtocol"u8, ConnectRequest.Protocol);
        writer.WriteNumber("maxProtocol"u8, ConnectRequest.Protocol);
        writer.WriteStartObject("client"u8);
        writer.WriteString("id"u8, "gateway-client"u8);
        writer.WriteString("version"u8, Version);
        writer.WriteString("platform"u8, "dotnet"u8);
        writer.WriteString("mode"u8, "backend"u8);
        writer.WriteEndObject();
        writer.WriteString("role"u8, ConnectRequest.Operator);
        WriteTexts(writer, "scopes"u8, CallerText.ScopesOf(attempt.Connection.Claim, attempt.Cell.Options));
        WriteTexts(writer, "caps"u8, attempt.Caps);
        if (!credential.IsEmpty)
        {
            writer.WriteStartObject("auth"u8);
            writer.WriteString("token"u8, credential);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string[] texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    // A gateway that is still starting says so, and has looked at no credential.
    private static bool IsUnavailable(ReadOnlySpan<byte> error)
    {
        var reader = new Utf8JsonReader(error);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("code"u8))
            {
                reader.Read();
                return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("UNAVAILABLE"u8);
            }
        }

        return false;
    }
}
