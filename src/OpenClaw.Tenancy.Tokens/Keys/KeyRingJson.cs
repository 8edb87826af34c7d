using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OpenClaw.Tenancy.Tokens.Reading;

namespace OpenClaw.Tenancy.Tokens.Keys;

/// <summary>The contents of a key file: a JWK set (RFC 7517), the signing key first.</summary>
internal static class KeyRingJson
{
    private const int MaxKeyIdLength = 64;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };
    private static readonly SearchValues<char> KeyIdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    internal static byte[] Write(TokenKeyRing ring)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            foreach (TokenKey key in ring.Keys)
            {
                WriteKey(writer, key);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        byte[] json = buffer.WrittenSpan.ToArray();
        buffer.Clear();
        return json;
    }

    internal static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out TokenKeyRing? ring)
    {
        ring = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            List<TokenKey> keys = [];
            foreach (JsonElement element in document.RootElement.GetProperty("keys").EnumerateArray())
            {
                if (ReadKey(element) is not { } key)
                {
                    return false;
                }

                keys.Add(key);
            }

            ring = TokenKeyRing.From(keys);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            // What the parser found may quote the file, so it goes no further.
            return false;
        }
    }

    private static void WriteKey(Utf8JsonWriter writer, TokenKey key)
    {
        JsonWebKey secret = key.Secret;
        writer.WriteStartObject();
        writer.WriteString("kid", key.KeyId);
        writer.WriteString("alg", key.Algorithm);
        writer.WriteString("use", "sig");
        writer.WriteString("kty", secret.Kty);
        if (key.IsSymmetric)
        {
            writer.WriteString("k", secret.K);
        }
        else
        {
            writer.WriteString("crv", secret.Crv);
            writer.WriteString("x", secret.X);
            writer.WriteString("y", secret.Y);
            writer.WriteString("d", secret.D);
        }

        writer.WriteEndObject();
    }

    private static TokenKey? ReadKey(JsonElement element)
    {
        string keyId = Text(element, "kid");
        if (keyId.Length is 0 or > MaxKeyIdLength || keyId.AsSpan().ContainsAnyExcept(KeyIdCharacters))
        {
            return null;
        }

        // The algorithm, the kind of key and the curve must fit each other: nothing is guessed from one of them.
        TokenKey? key = (Text(element, "alg"), Text(element, "kty")) switch
        {
            (TokenFormat.Es256, JsonWebKeys.EllipticCurve) when Text(element, "crv") == JsonWebKeys.P256 => new TokenKey(
                keyId, TokenFormat.Es256, JsonWebKeys.FromPoint(Octets(element, "x", 32, 32), Octets(element, "y", 32, 32), Octets(element, "d", 32, 32))),
            (TokenFormat.Hs256, JsonWebKeys.Octets) => new TokenKey(
                keyId, TokenFormat.Hs256, JsonWebKeys.FromSecret(Octets(element, "k", TokenKey.MinSecretBytes, 256))),
            _ => null,
        };
        return key is not null && JsonWebKeys.Works(key) ? key : null;
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString() ?? throw new JsonException();

    private static string Octets(JsonElement element, string member, int least, int most)
    {
        string text = Text(element, member);
        return CanonicalBase64Url.TryDecode(text, out byte[]? bytes) && bytes.Length >= least && bytes.Length <= most ? text : throw new JsonException();
    }
}
