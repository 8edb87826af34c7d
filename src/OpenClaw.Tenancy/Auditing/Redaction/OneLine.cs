using System.Buffers;
using System.Globalization;
using System.Text;

namespace OpenClaw.Tenancy.Auditing.Redaction;

/// <summary>A text as one line of printable ASCII, in which nothing hides or reorders what stands there.</summary>
internal static class OneLine
{
    // All that is printable but '"' and '\', so that each backslash begins a character that was escaped.
    private static readonly SearchValues<char> Plain = SearchValues.Create(" !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    internal static bool Is(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Plain);

    /// <summary>Escapes what is not plain, and cuts what is too long.</summary>
    internal static string Of(string text, int maxLength)
    {
        if (text.Length <= maxLength && Is(text))
        {
            return text;
        }

        var builder = new StringBuilder();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, maxLength)))
        {
            builder = Plain.Contains(c) ? builder.Append(c) : builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return builder.Append(text.Length > maxLength ? "..." : string.Empty).ToString();
    }
}
