using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Tokens.Reading;

/// <summary>Base64url (RFC 7515, section 2) of which each text has one spelling only.</summary>
internal static class CanonicalBase64Url
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Digits);

    // SECURITY: the platform's decoder takes padding, white space and stray last bits. With those, one token would have many
    // spellings, and whatever remembers a token by its text could be walked around.
    internal static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.IsEmpty || text.ContainsAnyExcept(Allowed) || !EndsOnWholeByte(text))
        {
            return false;
        }

        bytes = Base64Url.DecodeFromChars(text);
        return true;
    }

    private static bool EndsOnWholeByte(ReadOnlySpan<char> text) => (text.Length % 4) switch
    {
        0 => true,
        2 => (Digits.IndexOf(text[^1], StringComparison.Ordinal) & 0b1111) == 0,
        3 => (Digits.IndexOf(text[^1], StringComparison.Ordinal) & 0b0011) == 0,
        _ => false,
    };
}
