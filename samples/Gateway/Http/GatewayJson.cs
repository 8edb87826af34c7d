using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Samples.Gateway.Http;

/// <summary>How JSON is read and written here. Strict: an unknown member, a double one, another case and a null where a value belongs are errors.</summary>
public static class GatewayJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = 8,
        Converters = { new Rfc3339Converter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };
}
