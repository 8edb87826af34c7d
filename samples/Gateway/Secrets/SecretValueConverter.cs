using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Samples.Gateway.Secrets;

/// <summary>Reads a value out of a request. No answer holds one.</summary>
public sealed class SecretValueConverter : JsonConverter<SecretValue>
{
    public override SecretValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException();
        }

        // As it is written it is at least as long as what it says.
        byte[] bytes = GC.AllocateUninitializedArray<byte>(reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length, pinned: true);
        int length;
        try
        {
            length = reader.CopyString(bytes);
        }
        catch (InvalidOperationException exception)
        {
            // Half a character.
            throw new JsonException(message: null, exception);
        }

        return length is > 0 and <= SecretValue.MaxBytes ? new SecretValue(bytes, length) : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, SecretValue value, JsonSerializerOptions options) => throw new JsonException();
}
