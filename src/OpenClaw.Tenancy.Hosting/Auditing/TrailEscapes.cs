using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Undoes what <see cref="AuditEnvelope"/> did to a text from outside, because it will do it again to the same end.</summary>
internal static class TrailEscapes
{
    // INVARIANT: a backslash is itself escaped there, so that each one begins a character that was. A text that was cut has
    // more characters than are kept, three of them dots, and is cut again at the same place.
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Undo(string? text)
    {
        if (text is null || !text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                builder.Append(text[i]);
                continue;
            }

            if (text.Length - i < 6 || text[i + 1] != 'u' || !ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort c))
            {
                throw new FormatException();
            }

            builder.Append((char)c);
            i += 5;
        }

        return builder.ToString();
    }
}
