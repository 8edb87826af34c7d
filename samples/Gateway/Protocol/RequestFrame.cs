using System.Text.Json;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>What a client asks.</summary>
public sealed record RequestFrame(string Type, string Id, string Method, JsonElement? Params = null)
{
    private const int MaxText = 128;

    public static RequestFrame Read(ReadOnlySpan<byte> message)
    {
        try
        {
            RequestFrame frame = JsonSerializer.Deserialize<RequestFrame>(message, ProtocolJson.Options) ?? throw BadInput.Found();
            BadInput.Unless(frame.Type == "req" && Texts.IsLine(frame.Id, MaxText) && Texts.IsLine(frame.Method, MaxText));
            return frame;
        }
        catch (JsonException exception)
        {
            throw BadInput.Found(exception);
        }
    }
}
