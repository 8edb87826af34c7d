using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OpenClaw.Tenancy.Storage;

/// <summary>One field of a text key: how a text is written so that no store and no file system reads it as another one.</summary>
internal static class StorageField
{
    /// <summary>The longest name of a file, in bytes. What is written is ASCII, so characters are bytes.</summary>
    internal const int MaxLength = 255;

    private const char Escape = '~';
    private const string Hex = "0123456789abcdef";
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The length of the written form; zero of a text that is refused: null, empty, ill-formed UTF-16, or too long once written.</summary>
    internal static int Measure(string? field) => string.IsNullOrEmpty(field) || field.Length > MaxLength ? 0
        : IsPlain(field) ? field.Length : MeasureEscaped(field);

    /// <summary>Writes a field that was measured, and gives back its length.</summary>
    internal static int Write(Span<char> target, string field)
    {
        if (IsPlain(field))
        {
            field.CopyTo(target);
            return field.Length;
        }

        Span<byte> utf8 = stackalloc byte[4];
        bool device = IsDevice(field);
        int length = 0;
        int at = 0;
        foreach (Rune rune in field.EnumerateRunes())
        {
            if (rune.IsAscii && IsKept(field, at, device))
            {
                target[length++] = (char)rune.Value;
            }
            else
            {
                foreach (byte one in utf8[..rune.EncodeToUtf8(utf8)])
                {
                    (target[length], target[length + 1], target[length + 2]) = (Escape, Hex[one >> 4], Hex[one & 15]);
                    length += 3;
                }
            }

            at += rune.Utf16SequenceLength;
        }

        return length;
    }

    /// <summary>The bytes that a written form stands for; the form must be canonical or come from <see cref="Write"/>.</summary>
    /// <returns>How many there are, or -1 where an escape is cut off or no pair of lower-case hexadecimal digits.</returns>
    internal static int Unescape(ReadOnlySpan<char> written, Span<byte> bytes)
    {
        int count = 0;
        for (int i = 0; i < written.Length; i++)
        {
            if (written[i] != Escape)
            {
                bytes[count++] = written[i] < 0x80 ? (byte)written[i] : (byte)Escape;
                continue;
            }

            int high = i + 2 < written.Length ? Hex.IndexOf(written[i + 1], StringComparison.Ordinal) : -1;
            int low = high < 0 ? -1 : Hex.IndexOf(written[i + 2], StringComparison.Ordinal);
            if (low < 0)
            {
                return -1;
            }

            bytes[count++] = (byte)((high << 4) | low);
            i += 2;
        }

        return count;
    }

    /// <summary>Reads a written form back. Only the one form that <see cref="Write"/> makes is read.</summary>
    internal static bool TryRead(ReadOnlySpan<char> written, [NotNullWhen(true)] out string? field)
    {
        field = null;
        if (written.Length is 0 or > MaxLength)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MaxLength];
        int count = Unescape(written, bytes);
        if (count < 0 || !TryText(bytes[..count], out string? text))
        {
            return false;
        }

        // INVARIANT: what is read is what would be written, so that no two texts are read as one.
        Span<char> again = stackalloc char[MaxLength];
        field = Measure(text) == written.Length && again[..Write(again, text)].SequenceEqual(written) ? text : null;
        return field is not null;
    }

    /// <summary>Strict UTF-8: no overlong form, no surrogate, nothing cut off.</summary>
    internal static bool TryText(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text)
    {
        text = System.Text.Unicode.Utf8.IsValid(utf8) ? StrictUtf8.GetString(utf8) : null;
        return text is not null;
    }

    // A leading or trailing dot and the name of a device mean something to a file system, whatever stands behind the dot.
    private static bool IsPlain(string field) =>
        field[0] != '.' && field[^1] != '.' && !field.AsSpan().ContainsAnyExcept(Plain) && !IsDevice(field);

    private static bool IsKept(string field, int at, bool device) => Plain.Contains(field[at])
        && !(field[at] == '.' && (at == 0 || at == field.Length - 1)) && !(device && at == 0);

    private static int MeasureEscaped(string field)
    {
        bool device = IsDevice(field);
        int length = 0;
        for (int i = 0; i < field.Length; i++)
        {
            char c = field[i];
            if (char.IsSurrogate(c))
            {
                if (i + 1 == field.Length || !char.IsSurrogatePair(c, field[i + 1]))
                {
                    return 0;
                }

                i++;
                length += 12;
            }
            else
            {
                length += IsKept(field, i, device) ? 1 : c < 0x80 ? 3 : c < 0x800 ? 6 : 9;
            }
        }

        return length <= MaxLength ? length : 0;
    }

    /// <summary>Whether Windows takes a name for a device: what stands before its first dot decides. Other cases than the lower one are escaped anyway.</summary>
    internal static bool IsDevice(string name)
    {
        if (name.Length < 3 || name[0] is not ('c' or 'p' or 'a' or 'n' or 'l'))
        {
            return false;
        }

        int dot = name.IndexOf('.', StringComparison.Ordinal);
        ReadOnlySpan<char> stem = dot < 0 ? name : name.AsSpan(0, dot);
        return stem.Length == 3 ? stem is "con" or "prn" or "aux" or "nul"
            : stem.Length == 4 && char.IsAsciiDigit(stem[3]) && stem[..3] is "com" or "lpt";
    }
}
