using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>How everything of the ledger is written: JSON in its canonical form (RFC 8785), of which each content has one spelling.</summary>
/// <remarks>
/// INVARIANT: members are written in the order of their names, numbers are whole and below 2^53, and texts are printable ASCII, of which
/// only the quote and the backslash are escaped; a checkpoint has line ends and dashes besides. On these the writer and RFC 8785 agree.
/// </remarks>
internal static class CanonicalJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static Utf8JsonWriter Writer(IBufferWriter<byte> output) => new(output, Options);

    /// <exception cref="JsonException">It is no JSON, or a member stands twice.</exception>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> text) => JsonDocument.Parse(text, Strict);

    /// <summary>Whether a text is spelled as it would be written here.</summary>
    internal static bool IsCanonical(ReadOnlyMemory<byte> text, JsonElement root)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 16);
        using (Utf8JsonWriter writer = Writer(output))
        {
            Write(writer, root);
        }

        return output.WrittenSpan.SequenceEqual(text.Span);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in element.EnumerateObject().OrderBy(static m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when element.TryGetInt64(out long number):
                writer.WriteNumberValue(number);
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                element.WriteTo(writer);
                break;
            default:
                // A number that is not whole is never written, so the text is none of this form: nothing more is written of it.
                break;
        }
    }
}
