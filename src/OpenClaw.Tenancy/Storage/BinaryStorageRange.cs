namespace OpenClaw.Tenancy.Storage;

/// <summary>The binary keys below a prefix, in the order of bytes: from the start, up to and without the end.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class BinaryStorageRange
{
    private BinaryStorageRange(byte[] start, byte[] end) => (Start, End) = (start, end);

    /// <summary>The first key that may lie in it.</summary>
    public ReadOnlyMemory<byte> Start { get; }

    /// <summary>The first key behind it.</summary>
    public ReadOnlyMemory<byte> End { get; }

    /// <summary>Whether a key lies in it.</summary>
    /// <param name="key">The bytes of a key.</param>
    /// <returns>True when it does.</returns>
    public bool Contains(ReadOnlySpan<byte> key) => Start.Span.SequenceCompareTo(key) <= 0 && key.SequenceCompareTo(End.Span) < 0;

    internal static BinaryStorageRange Below(byte[] prefix)
    {
        // INVARIANT: a field below begins with its length, which is one or more; and a field ends with a byte of UTF-8, which is never 0xFF.
        byte[] end = [.. prefix];
        end[^1]++;
        return new BinaryStorageRange([.. prefix, 1], end);
    }
}
