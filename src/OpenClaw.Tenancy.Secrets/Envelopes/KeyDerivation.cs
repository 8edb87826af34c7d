using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>HKDF-SHA256 (RFC 5869).</summary>
internal static class KeyDerivation
{
    internal const int DigestSize = SHA256.HashSizeInBytes;

    /// <summary>Makes a pseudorandom key of a secret and a salt.</summary>
    internal static void Extract(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, Span<byte> pseudorandom) =>
        HKDF.Extract(HashAlgorithmName.SHA256, secret, salt, pseudorandom);

    /// <summary>Makes keys of a pseudorandom key.</summary>
    /// <exception cref="ArgumentException">More is asked for than 255 digests.</exception>
    internal static void Expand(ReadOnlySpan<byte> pseudorandom, Span<byte> keys, ReadOnlySpan<byte> info) =>
        HKDF.Expand(HashAlgorithmName.SHA256, pseudorandom, keys, info);

    /// <summary>Both steps at once.</summary>
    /// <exception cref="ArgumentException">More is asked for than 255 digests.</exception>
    internal static void Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> keys) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, keys, salt, info);

    /// <summary>Whether two digests are the same, in a time that says nothing of where they differ. A part of a digest is none.</summary>
    internal static bool Matches(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> presented) =>
        digest.Length == DigestSize && CryptographicOperations.FixedTimeEquals(digest, presented);
}
