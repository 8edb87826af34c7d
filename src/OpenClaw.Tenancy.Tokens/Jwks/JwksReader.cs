using System.Text.Json;
using System.Text.Unicode;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Reads a JWK set (RFC 7517). What cannot be used here is passed over; what no sound issuer publishes refuses the whole answer.</summary>
internal static class JwksReader
{
    internal const int MaxKeys = 32;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    internal static JwksReading Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            if (!Utf8.IsValid(json.Span))
            {
                return JwksReading.Refused(JwksFault.Json);
            }

            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A lone surrogate is found when the text is taken out, and is no JSON of ours either.
            return JwksReading.Refused(JwksFault.Json);
        }
    }

    private static JwksReading Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("keys"u8, out JsonElement keys) || keys.ValueKind != JsonValueKind.Array)
        {
            return JwksReading.Refused(JwksFault.Shape);
        }

        if (keys.GetArrayLength() > MaxKeys)
        {
            return JwksReading.Refused(JwksFault.TooManyKeys);
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        List<TokenKey> usable = [];
        foreach (JsonElement element in keys.EnumerateArray())
        {
            JwkReading key = JwkReader.Read(element);

            // SECURITY: of two keys under one id, neither is known to be the right one. Keys that are passed over count too.
            string? fault = key.Fault ?? (key.KeyId is null || ids.Add(key.KeyId) ? null : JwksFault.DuplicateKeyId);
            if (fault is not null)
            {
                return JwksReading.Refused(fault);
            }

            if (key.Key is not null)
            {
                usable.Add(key.Key);
            }
        }

        return JwksReading.Good(new JwksSet(usable));
    }
}
