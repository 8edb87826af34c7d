using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Ingress.Cells;
using OpenClaw.Tenancy.Ingress.Guards;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>Writes the hello of a client. It is the ingress's own: of the gateway's there is its version, its pace and its bounds in it.</summary>
internal static class ClientHello
{
    internal static void Write(FrameBuffer buffer, ReadOnlySpan<byte> id, LiveConnection connection, GatewayHello gateway, IFrameGuard guard, long maxMessageBytes, CellOptions cell)
    {
        FrameText.BeginAnswer(buffer, id, isOk: true);
        int begun = buffer.Length;
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "hello-ok"u8);
            writer.WriteNumber("protocol"u8, ConnectRequest.Protocol);
            writer.WriteStartObject("server"u8);
            writer.WriteString("version"u8, gateway.Version);
            writer.WriteString("connId"u8, connection.Id);
            writer.WriteEndObject();
            writer.WriteStartObject("features"u8);
            WriteTexts(writer, "methods"u8, guard.Methods);
            WriteTexts(writer, "events"u8, guard.Events);
            writer.WriteEndObject();
            WriteSnapshot(writer, guard.DefaultAgent.ToString());
            writer.WriteStartObject("auth"u8);
            writer.WriteString("role"u8, ConnectRequest.Operator);
            WriteTexts(writer, "scopes"u8, CallerText.ScopesOf(connection.Claim, cell).Intersect(gateway.Scopes));
            writer.WriteEndObject();
            writer.WriteStartObject("policy"u8);
            writer.WriteNumber("maxPayload"u8, Math.Min(maxMessageBytes, gateway.MaxPayload));
            writer.WriteNumber("maxBufferedBytes"u8, Math.Min(cell.MaxFrameBytes, gateway.MaxBufferedBytes));
            writer.WriteNumber("tickIntervalMs"u8, gateway.TickIntervalMs);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        FrameText.End(buffer, begun);
    }

    private static void WriteSnapshot(Utf8JsonWriter writer, string agent)
    {
        writer.WriteStartObject("snapshot"u8);
        writer.WriteStartArray("presence"u8);
        writer.WriteEndArray();
        writer.WriteStartObject("health"u8);
        writer.WriteBoolean("ok"u8, true);
        writer.WriteEndObject();
        writer.WriteStartObject("stateVersion"u8);
        writer.WriteNumber("presence"u8, 0);
        writer.WriteNumber("health"u8, 0);
        writer.WriteEndObject();
        writer.WriteNumber("uptimeMs"u8, 0);
        writer.WriteStartObject("sessionDefaults"u8);
        writer.WriteString("defaultAgentId"u8, agent);
        writer.WriteString("mainKey"u8, "main"u8);
        writer.WriteString("mainSessionKey"u8, $"agent:{agent}:main");
        writer.WriteString("scope"u8, "per-sender"u8);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
