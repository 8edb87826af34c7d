using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy;

/// <summary>A whole SHA-256. The default is all zeros, which is the digest of nothing that is known.</summary>
/// <remarks>For what is public: digests of secrets are compared in fixed time instead.</remarks>
public readonly struct Digest256 : IEquatable<Digest256>
{
    /// <summary>The length in bytes.</summary>
    public const int Length = 32;

    /// <summary>The length of the text: 64 hexadecimal digits.</summary>
    internal const int TextLength = 64;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    // In the machine's own order: the words are never looked at as numbers.
    private Digest256(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        (_a, _b, _c, _d) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>The digest of a content.</summary>
    /// <param name="content">The content.</param>
    /// <returns>Its SHA-256.</returns>
    public static Digest256 Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(content, hash);
        return new Digest256(hash);
    }

    /// <summary>Takes a digest from its bytes.</summary>
    /// <param name="bytes">32 bytes.</param>
    /// <returns>The digest.</returns>
    /// <exception cref="ArgumentException">There are not 32.</exception>
    public static Digest256 FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new Digest256(bytes)
        : throw new ArgumentException($"A digest has {Length} bytes.", nameof(bytes));

    /// <summary>Takes a digest from its text.</summary>
    /// <param name="text">64 lower-case hexadecimal digits.</param>
    /// <param name="digest">The digest.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryFrom(string? text, out Digest256 digest)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        bool good = text is { Length: TextLength } && !text.AsSpan().ContainsAnyExcept(Digits)
            && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done;
        digest = good ? new Digest256(bytes) : default;
        return good;
    }

    /// <summary>Writes the bytes.</summary>
    /// <param name="target">At least 32 bytes.</param>
    public void CopyTo(Span<byte> target) => MemoryMarshal.Write(target, in this);

    /// <inheritdoc />
    public bool Equals(Digest256 other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Digest256 other && Equals(other);

    // The digest is evenly spread, so a part of it is a good hash code.
    /// <inheritdoc />
    public override int GetHashCode() => (int)_a;

    /// <summary>The digest in lower-case hexadecimal.</summary>
    /// <returns>64 digits.</returns>
    public override string ToString() => Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<Digest256>(in this)));

    /// <summary>Whether two digests are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(Digest256 left, Digest256 right) => left.Equals(right);

    /// <summary>Whether two digests differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(Digest256 left, Digest256 right) => !left.Equals(right);
}
