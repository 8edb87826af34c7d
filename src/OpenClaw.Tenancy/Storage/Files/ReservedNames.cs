namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Names that mean something else than a file: on Windows, should it ever read the tree, and to the library itself.</summary>
internal static class ReservedNames
{
    /// <summary>What the library's own names begin with: files that are being written, archives that are being unpacked.</summary>
    internal const string Own = ".oct-";

    internal static bool Holds(ReadOnlySpan<char> segment) =>
        segment[^1] is '.' or ' '
        || segment.StartsWith(Own, StringComparison.OrdinalIgnoreCase)
        || IsDevice(segment);

    // A device keeps its meaning with an extension, and with spaces before it.
    private static bool IsDevice(ReadOnlySpan<char> segment)
    {
        int dot = segment.IndexOf('.');
        ReadOnlySpan<char> stem = (dot < 0 ? segment : segment[..dot]).TrimEnd(' ');
        foreach (string word in (ReadOnlySpan<string>)["con", "prn", "aux", "nul", "clock$", "conin$", "conout$"])
        {
            if (stem.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return stem.Length == 4
            && (stem.StartsWith("com", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("lpt", StringComparison.OrdinalIgnoreCase))
            && stem[3] is (>= '1' and <= '9') or '\u00b9' or '\u00b2' or '\u00b3';
    }
}
