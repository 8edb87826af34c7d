using System.Buffers;
using System.Globalization;
using System.Text;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>Makes text that came from outside fit for a trail: one line, bounded, nothing that hides or reorders what stands there.</summary>
internal static class AuditText
{
    private const int MaxLength = 256;
    private static readonly SearchValues<char> Plain = SearchValues.Create(" !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    internal static string? Clean(string? text)
    {
        if (text is null || (text.Length <= MaxLength && !text.AsSpan().ContainsAnyExcept(Plain)))
        {
            return text;
        }

        var builder = new StringBuilder();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            builder = Plain.Contains(c) ? builder.Append(c) : builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return builder.Append(text.Length > MaxLength ? "..." : string.Empty).ToString();
    }
}
