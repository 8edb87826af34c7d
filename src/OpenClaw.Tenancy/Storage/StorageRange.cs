namespace OpenClaw.Tenancy.Storage;

/// <summary>The text keys below a prefix, in ordinal order: from the start, up to and without the end.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class StorageRange
{
    // The character that follows the delimiter.
    internal const char AfterDelimiter = (char)(StorageKeyPartitioner.Delimiter + 1);

    internal StorageRange(string start, string end) => (Start, End) = (start, end);

    /// <summary>The first text that may lie in it.</summary>
    public string Start { get; }

    /// <summary>The first text behind it.</summary>
    public string End { get; }

    /// <summary>Whether a text lies in it.</summary>
    /// <param name="text">The text of a key.</param>
    /// <returns>True when it does.</returns>
    public bool Contains(string text) => string.CompareOrdinal(Start, text) <= 0 && string.CompareOrdinal(text, End) < 0;
}
