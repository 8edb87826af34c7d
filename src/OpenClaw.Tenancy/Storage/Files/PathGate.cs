using System.Globalization;
using System.Text;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>What a path may look like, before anything is touched. Nothing is mended or normalised: a path passes as it is, or not at all.</summary>
internal static class PathGate
{
    internal const int MaxSegments = 32;
    internal const int MaxPathBytes = 1024;
    internal const int MaxSegmentBytes = 255;

    /// <summary>Why the path is refused, or null.</summary>
    internal static ConfinementReason? Check(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return ConfinementReason.EmptyPath;
        }

        if (path.Length > MaxPathBytes)
        {
            return ConfinementReason.TooLong;
        }

        if (path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])))
        {
            return ConfinementReason.AbsolutePath;
        }

        return OfText(path) ?? OfSegments(path);
    }

    private static ConfinementReason? OfText(ReadOnlySpan<char> path)
    {
        int bytes = 0;
        while (!path.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(path, out Rune rune, out int used) != System.Buffers.OperationStatus.Done)
            {
                return ConfinementReason.InvalidText;
            }

            ConfinementReason? refused = OfRune(rune, path);
            if (refused is not null)
            {
                return refused;
            }

            bytes += rune.Utf8SequenceLength;
            path = path[used..];
        }

        return bytes > MaxPathBytes ? ConfinementReason.TooLong : null;
    }

    private static ConfinementReason? OfRune(Rune rune, ReadOnlySpan<char> rest) => rune.Value switch
    {
        '\\' or ':' => ConfinementReason.ForeignSeparator,
        '%' => IsEscape(rest) ? ConfinementReason.EncodedText : null,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            ? ConfinementReason.InvalidText : null,
    };

    // SECURITY: every escape, not only those of dots and slashes: %25 hides another one, and overlong forms of a dot begin with %c0.
    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length > 2 && ((char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2])) || (text[1] is 'u' or 'U' && char.IsAsciiHexDigit(text[2])));

    private static ConfinementReason? OfSegments(ReadOnlySpan<char> path)
    {
        int count = 0;
        foreach (Range range in path.Split('/'))
        {
            ConfinementReason? refused = OfSegment(path[range]);
            if (refused is not null)
            {
                return refused;
            }

            count++;
        }

        return count > MaxSegments ? ConfinementReason.TooDeep : null;
    }

    private static ConfinementReason? OfSegment(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty)
        {
            return ConfinementReason.EmptyPath;
        }

        if (segment is "." or "..")
        {
            return ConfinementReason.DotSegment;
        }

        if (Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
        {
            return ConfinementReason.TooLong;
        }

        return ReservedNames.Holds(segment) ? ConfinementReason.ReservedName : null;
    }
}
