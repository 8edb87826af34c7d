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
        writer.WriteStartObject();
        writer.WriteString("kid", key.KeyId);
        writer.WriteString("alg", key.Algorithm);
        writer.WriteString("use", "sig");
        KeyStateJson.Write(writer, key);
        if (key.State != TokenKeyState.Revoked)
        {
            WriteMaterial(writer, key, key.CanSign ? key.Secret : key.Verifier);
        }

        writer.WriteEndObject();
    }

    private static void WriteMaterial(Utf8JsonWriter writer, TokenKey key, JsonWebKey material)
    {
        writer.WriteString("kty", material.Kty);
        if (key.IsSymmetric)
        {
            writer.WriteString("k", material.K);
            return;
        }

        writer.WriteString("crv", material.Crv);
        writer.WriteString("x", material.X);
        writer.WriteString("y", material.Y);
        if (key.CanSign)
        {
            writer.WriteString("d", material.D);
        }
    }

    private static TokenKey? ReadKey(JsonElement element)
    {
        string keyId = Text(element, "kid");
        if (keyId.Length is 0 or > MaxKeyIdLength || keyId.AsSpan().ContainsAnyExcept(KeyIdCharacters))
        {
            return null;
        }

        string algorithm = Text(element, "alg");
        return KeyStateJson.Read(element, out DateTimeOffset? until) switch
        {
            TokenKeyState.Active => ReadMaterial(element, keyId, algorithm, verifiesOnly: false),
            TokenKeyState.Retiring => ReadMaterial(element, keyId, algorithm, verifiesOnly: true)?.Retire(until ?? throw new JsonException()),
            _ => algorithm is TokenFormat.Es256 or TokenFormat.Hs256 ? TokenKey.Revoked(keyId, algorithm) : null,
        };
    }

    private static TokenKey? ReadMaterial(JsonElement element, string keyId, string algorithm, bool verifiesOnly)
    {
        // The algorithm, the kind of key and the curve must fit each other: nothing is guessed from one of them.
        TokenKey? key = (algorithm, Text(element, "kty")) switch
        {
            (TokenFormat.Es256, JsonWebKeys.EllipticCurve) when Text(element, "crv") == JsonWebKeys.P256 => verifiesOnly
                ? TokenKey.FromPublic(keyId, algorithm, Point(element, d: null))
                : new TokenKey(keyId, algorithm, Point(element, Octets(element, "d", 32, 32))),
            (TokenFormat.Hs256, JsonWebKeys.Octets) when StrongSecret.IsOne(Octets(element, "k", TokenKey.MinSecretBytes, 256)) =>
                new TokenKey(keyId, algorithm, JsonWebKeys.FromSecret(Text(element, "k"))),
            _ => null,
        };
        return key is not null && JsonWebKeys.Works(key) ? key : null;
    }

    private static JsonWebKey Point(JsonElement element, string? d) => JsonWebKeys.FromPoint(Octets(element, "x", 32, 32), Octets(element, "y", 32, 32), d);

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString() ?? throw new JsonException();

    private static string Octets(JsonElement element, string member, int least, int most)
    {
        string text = Text(element, member);
        return CanonicalBase64Url.TryDecode(text, out byte[]? bytes) && bytes.Length >= least && bytes.Length <= most ? text : throw new JsonException();
    }
}
