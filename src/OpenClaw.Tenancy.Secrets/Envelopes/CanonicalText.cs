using System.Buffers;
using System.Buffers.Text;

namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>Base64url without padding, of which each text has one spelling only.</summary>
internal static class CanonicalText
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Digits);

    /// <summary>How many characters a number of bytes takes.</summary>
    internal static int LengthOf(int bytes) => ((bytes * 4) + 2) / 3;

    /// <summary>Whether a text is the one spelling of some bytes.</summary>
    // SECURITY: the platform's decoder takes padding and white space, with which one record would have many spellings. Ids are compared and never decoded.
    internal static bool IsCanonical(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Allowed) && EndsOnWholeByte(text);

    /// <summary>Reads a text of exactly as many bytes as the target has.</summary>
    internal static bool TryDecode(ReadOnlySpan<char> text, Span<byte> target) =>
        text.Length == LengthOf(target.Length) && IsCanonical(text)
        && Base64Url.DecodeFromChars(text, target, out _, out int written) == OperationStatus.Done && written == target.Length;

    private static bool EndsOnWholeByte(ReadOnlySpan<char> text) => (text.Length % 4) switch
    {
        0 => true,
        2 => (Digits.IndexOf(text[^1], StringComparison.Ordinal) & 0b1111) == 0,
        3 => (Digits.IndexOf(text[^1], StringComparison.Ordinal) & 0b0011) == 0,
        _ => false,
    };
}
