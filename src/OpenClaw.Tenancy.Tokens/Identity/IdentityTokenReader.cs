using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using OpenClaw.Tenancy.Tokens.Reading;

namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>The strict pre-parse of identity tokens. It is the only one: the signature library is handed bytes, and reads no JSON.</summary>
internal static class IdentityTokenReader
{
    private const int MaxLength = 16 * 1024;

    // Member names are unique at every level, also after unescaping.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    internal static IdentityToken? Read(string text, out string fault)
    {
        fault = TokenFault.Size;
        if (text.Length > MaxLength)
        {
            return null;
        }

        fault = TokenFault.Parts;
        if (!CompactForm.TrySplit(text, out CompactForm form))
        {
            return null;
        }

        fault = TokenFault.Base64;
        if (!CanonicalBase64Url.TryDecode(form.Header, out byte[]? headerJson) || !CanonicalBase64Url.TryDecode(form.Payload, out byte[]? payloadJson)
            || !CanonicalBase64Url.TryDecode(form.Signature, out byte[]? signature))
        {
            return null;
        }

        try
        {
            fault = TokenFault.Json;
            if (!TryParse(headerJson, out JsonElement header) || !TryParse(payloadJson, out JsonElement claims))
            {
                return null;
            }

            var token = new IdentityToken(
                IdentityHeader.Read(header), IdentityPayload.Read(claims), Encoding.ASCII.GetBytes(text, 0, text.LastIndexOf('.')), signature);
            fault = token.Header.Fault ?? token.Payload.Fault ?? string.Empty;
            return fault.Length == 0 ? token : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A lone surrogate is found when the text is taken out.
            fault = TokenFault.Json;
            return null;
        }
    }

    private static bool TryParse(byte[] json, out JsonElement element)
    {
        element = Utf8.IsValid(json) ? JsonElement.Parse(json, Strict) : default;
        return element.ValueKind == JsonValueKind.Object;
    }
}
