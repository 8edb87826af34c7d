using System.Buffers;

namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>Tells what somebody typed from what a generator made. It finds plain mistakes; no look at a key can show that it is random.</summary>
internal static class KeyEntropy
{
    internal static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    internal static readonly SearchValues<char> Base64Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=");

    // Of 32 random bytes fewer than 16 differ once in 10^11 times.
    private const int LeastDistinct = 16;

    /// <summary>Whether a key is too regular to be random. One of more than a million random keys is refused wrongly.</summary>
    internal static bool IsPlainlyWeak(ReadOnlySpan<char> line, ReadOnlySpan<byte> bytes) =>
        Distinct(bytes) < LeastDistinct || Repeats(bytes) || Counts(bytes) || IsText(bytes) || IsWords(line);

    private static int Distinct(ReadOnlySpan<byte> bytes)
    {
        Span<bool> seen = stackalloc bool[256];
        seen.Clear();
        foreach (byte one in bytes)
        {
            seen[one] = true;
        }

        return seen.Count(true);
    }

    private static bool Repeats(ReadOnlySpan<byte> bytes)
    {
        for (int period = 1; period <= bytes.Length / 2; period++)
        {
            if (bytes[period..].SequenceEqual(bytes[..^period]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Counts(ReadOnlySpan<byte> bytes)
    {
        byte step = (byte)(bytes[1] - bytes[0]);
        for (int i = 2; i < bytes.Length; i++)
        {
            if ((byte)(bytes[i] - bytes[i - 1]) != step)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    // Words happen to be base64. Of random base64 two letters of five are small, and two of five capitals.
    private static bool IsWords(ReadOnlySpan<char> line)
    {
        int small = 0;
        int capital = 0;
        int hexadecimal = 0;
        foreach (char c in line)
        {
            small += char.IsAsciiLetterLower(c) ? 1 : 0;
            capital += char.IsAsciiLetterUpper(c) ? 1 : 0;
            hexadecimal += char.IsAsciiHexDigit(c) ? 1 : 0;
        }

        return hexadecimal != line.Length && Math.Max(small, capital) > line.Length * 4 / 5;
    }
}
