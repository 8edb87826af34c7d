using System.Globalization;

namespace OpenClaw.Tenancy.Testing.Running;

/// <summary>Ids and keys that are made from others.</summary>
internal static class Names
{
    /// <summary>The same text in capital letters, ASCII alone.</summary>
    internal static string Upper(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = char.IsAsciiLetterLower(source[i]) ? (char)(source[i] - 'a' + 'A') : source[i];
        }
    });

    /// <summary>A text of the same form: each hexadecimal digit is another one, and the first digit no zero.</summary>
    internal static string Turned(string text, int by) => string.Create(text.Length, (text, by), static (target, from) =>
    {
        for (int i = 0; i < target.Length; i++)
        {
            char c = from.text[i];
            target[i] = char.IsAsciiDigit(c) ? (char)('1' + ((c - '0' + from.by) % 9))
                : c is >= 'a' and <= 'f' ? (char)('a' + ((c - 'a' + from.by) % 6))
                : c;
        }
    });

    /// <summary>Takes a number off the end of an id.</summary>
    internal static bool TryNumber(string id, out string head, out long number)
    {
        int start = id.Length;
        while (start > 0 && char.IsAsciiDigit(id[start - 1]))
        {
            start--;
        }

        head = id[..start];
        return long.TryParse(id.AsSpan(start), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The ids around one that ends in a number.</summary>
    internal static IEnumerable<string> Around(string id, int reach)
    {
        if (!TryNumber(id, out string head, out long number))
        {
            yield break;
        }

        for (long other = Math.Max(0, number - reach); other <= number + reach; other++)
        {
            string digits = other.ToString(CultureInfo.InvariantCulture).PadLeft(id.Length - head.Length, '0');
            if (other != number)
            {
                yield return head + digits;
            }
        }
    }
}
