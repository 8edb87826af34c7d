using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.PublishedKeys;

/// <summary>Writes public keys as a JWK set (RFC 7517).</summary>
internal static class KeySetJson
{
    internal static ReadOnlyMemory<byte> Write(IReadOnlyList<PublishedTokenKey> keys)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            foreach (PublishedTokenKey key in keys)
            {
                writer.WriteStartObject();
                writer.WriteString("kty", "EC");
                writer.WriteString("crv", "P-256");
                writer.WriteString("kid", key.KeyId);
                writer.WriteString("alg", "ES256");
                writer.WriteString("use", "sig");
                writer.WriteString("x", Base64Url.EncodeToString(key.X));
                writer.WriteString("y", Base64Url.EncodeToString(key.Y));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
