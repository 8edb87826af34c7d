namespace OpenClaw.Tenancy;

/// <summary>What a name may be that goes into lines, frames and columns: one line of whole characters.</summary>
internal static class PlainLine
{
    /// <summary>Whether a text is one: not empty, not too long, no control character, no half of a character.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">The most UTF-16 characters.</param>
    // SECURITY: a line break begins another field of an event stream, and a zero or half a character is refused by PostgreSQL with all that was sent along.
    internal static bool Is(string text, int max)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || (char.IsSurrogate(text[i]) && (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[++i]))))
            {
                return false;
            }
        }

        return text.Length > 0 && text.Length <= max;
    }
}
