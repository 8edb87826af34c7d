using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>JSON that was written before.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class JsonText(ReadOnlyMemory<byte> json)
{
    private readonly ReadOnlyMemory<byte> _json = json;

    private sealed class Converter : JsonConverter<JsonText>
    {
        public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new JsonException();

        public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) => writer.WriteRawValue(value._json.Span);
    }
}
