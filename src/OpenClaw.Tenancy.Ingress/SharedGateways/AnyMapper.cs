using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>Lets a value through whatever it is: as it stands where no agent's id is in it, and else with the tenant's own names.</summary>
internal readonly ref struct AnyMapper(ReadOnlySpan<byte> body, TenantNames names)
{
    private readonly ReadOnlySpan<byte> _body = body;

    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A string is no text.</exception>
    internal MapOutcome Map(ref Utf8JsonReader reader, Utf8JsonWriter? writer)
    {
        Utf8JsonReader behind = reader;
        behind.Skip();
        ReadOnlySpan<byte> value = _body[(int)reader.TokenStartIndex..(int)behind.BytesConsumed];

        // An id could also be written with an escape for each of its letters.
        if (!value.ContainsAny((byte)'t', (byte)'\\') || (value.IndexOf("t-"u8) < 0 && value.IndexOf("\\u"u8) < 0))
        {
            writer?.WriteRawValue(value, skipInputValidation: true);
            reader = behind;
            return MapOutcome.Mapped;
        }

        return Walk(ref reader, writer);
    }

    private MapOutcome Walk(ref Utf8JsonReader reader, Utf8JsonWriter? writer)
    {
        int depth = 0;
        while (true)
        {
            string? text = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null;
            if (text is not null && !names.Ids.TryTell(text, out text))
            {
                return MapOutcome.Foreign;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer?.WriteStartObject();
                    depth++;
                    break;
                case JsonTokenType.StartArray:
                    writer?.WriteStartArray();
                    depth++;
                    break;
                case JsonTokenType.EndObject:
                    writer?.WriteEndObject();
                    depth--;
                    break;
                case JsonTokenType.EndArray:
                    writer?.WriteEndArray();
                    depth--;
                    break;
                case JsonTokenType.PropertyName:
                    writer?.WritePropertyName(text!);
                    break;
                case JsonTokenType.String:
                    writer?.WriteStringValue(text);
                    break;
                default:
                    writer?.WriteRawValue(_body[(int)reader.TokenStartIndex..(int)reader.BytesConsumed], skipInputValidation: true);
                    break;
            }

            if (depth == 0 && reader.TokenType != JsonTokenType.PropertyName)
            {
                return MapOutcome.Mapped;
            }

            reader.Read();
        }
    }
}
