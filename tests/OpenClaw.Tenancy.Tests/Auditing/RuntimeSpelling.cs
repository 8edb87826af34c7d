using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>How the runtime's own writer spells what stands in a record.</summary>
internal static class RuntimeSpelling
{
    /// <summary>A whole body, written once more.</summary>
    internal static string Again(ReadOnlyMemory<byte> body)
    {
        using JsonDocument read = JsonDocument.Parse(body);
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            read.RootElement.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>A text, without its quotes.</summary>
    internal static string Of(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
}
