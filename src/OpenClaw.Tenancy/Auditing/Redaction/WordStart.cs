namespace OpenClaw.Tenancy.Auditing.Redaction;

/// <summary>Whether a word begins at a place of a text.</summary>
internal static class WordStart
{
    /// <summary>Whether what stands before the place is no letter or digit, or one that only writes another sign: the <c>n</c> of <c>\n</c>, the <c>20</c> of <c>%20</c>.</summary>
    internal static bool Is(ReadOnlySpan<char> text, int at) =>
        at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]) || IsBehindEscape(text[..at]);

    // SECURITY: JSON in a text, an address and what this library itself has written hold a line break or a quote as letters and
    // digits. A secret behind one begins a word all the same.
    private static bool IsBehindEscape(ReadOnlySpan<char> before) =>
        (before is [.., '\\', var c] && c is 'n' or 'r' or 't' or 'b' or 'f' or 'v' or '0')
        || (EndsWithHex(before, 4) && before[..^4].EndsWith("\\u", StringComparison.Ordinal))
        || (EndsWithHex(before, 2) && (before[..^2].EndsWith("\\x", StringComparison.Ordinal) || EndsWithPercent(before[..^2])));

    // %20, and %2520 where it was encoded once more.
    private static bool EndsWithPercent(ReadOnlySpan<char> before)
    {
        while (before.EndsWith("25", StringComparison.Ordinal))
        {
            before = before[..^2];
        }

        return before.EndsWith("%", StringComparison.Ordinal);
    }

    private static bool EndsWithHex(ReadOnlySpan<char> before, int digits)
    {
        bool all = before.Length >= digits;
        for (int i = 1; i <= digits && all; i++)
        {
            all = char.IsAsciiHexDigit(before[^i]);
        }

        return all;
    }
}
