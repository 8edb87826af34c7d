using System.Text.Json;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>How frames are read and written: as strictly as bodies, in the spelling of the gateway protocol.</summary>
public static class ProtocolJson
{
    public static JsonSerializerOptions Options { get; } = new(GatewayJson.Options) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, MaxDepth = 16 };

    /// <summary>Reads the parameters of a method. Whatever is not exactly what it takes is bad input.</summary>
    public static T Read<T>(JsonElement? parameters)
        where T : class
    {
        try
        {
            return (parameters is { } given ? given.Deserialize<T>(Options) : JsonSerializer.Deserialize<T>("{}", Options)) ?? throw BadInput.Found();
        }
        catch (JsonException exception)
        {
            throw BadInput.Found(exception);
        }
    }
}
