using System.Buffers;
using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>What a tenant learns of an error of a shared gateway: its code, and when to try again. Messages name agents, paths and sessions.</summary>
internal static class GatewayError
{
    private const int MaxCode = 64;
    private static readonly SearchValues<char> CodeLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");

    /// <summary>Writes the error.</summary>
    /// <param name="error">The error as the gateway gave it.</param>
    /// <param name="output">Takes it.</param>
    /// <returns>False where it is none that is understood.</returns>
    internal static bool TryWrite(ReadOnlySpan<byte> error, IBufferWriter<byte> output)
    {
        try
        {
            var reader = new Utf8JsonReader(error);
            using var parsed = JsonDocument.ParseValue(ref reader);
            JsonElement root = parsed.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Code(root, "code") is not { } code)
            {
                return false;
            }

            using var writer = new Utf8JsonWriter(output);
            writer.WriteStartObject();
            writer.WriteString("code", code);
            writer.WriteString("message", "The gateway refused the request.");
            if (root.TryGetProperty("details", out JsonElement details) && details.ValueKind == JsonValueKind.Object && Code(details, "reason") is { } reason)
            {
                writer.WriteStartObject("details");
                writer.WriteString("reason", reason);
                writer.WriteEndObject();
            }

            if (root.TryGetProperty("retryable", out JsonElement retryable) && retryable.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                writer.WriteBoolean("retryable", retryable.GetBoolean());
            }

            if (root.TryGetProperty("retryAfterMs", out JsonElement after) && after.TryGetInt64(out long milliseconds))
            {
                writer.WriteNumber("retryAfterMs", milliseconds);
            }

            writer.WriteEndObject();
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string? Code(JsonElement data, string name) =>
        data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= MaxCode } text && !text.AsSpan().ContainsAnyExcept(CodeLetters)
            ? text
            : null;
}
