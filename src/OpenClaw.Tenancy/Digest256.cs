using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy;

/// <summary>A whole SHA-256, as a key of a table.</summary>
internal readonly record struct Digest256(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>The length of the text: 64 hexadecimal digits.</summary>
    internal const int TextLength = 64;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    // The digest is evenly spread, so a part of it is a good hash code.
    public override int GetHashCode() => (int)A;

    /// <summary>The digest in lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<Digest256>(in this)));

    internal static Digest256 Of(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return MemoryMarshal.Read<Digest256>(hash);
    }

    internal static bool TryFrom(string? text, out Digest256 digest)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        bool good = text is { Length: TextLength } && !text.AsSpan().ContainsAnyExcept(Digits)
            && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done;
        digest = good ? MemoryMarshal.Read<Digest256>(bytes) : default;
        return good;
    }
}
