using System.Buffers.Text;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>Reads a key-encryption key from a line of text, and refuses what is plainly not random.</summary>
internal static class KeyMaterial
{
    internal const string Fix = "Make one with 'openssl rand -base64 32'.";

    private const int MostBytes = 1024;
    private const int MostCharacters = MostBytes * 2;

    /// <summary>The key of a line in hexadecimal, base64 or base64url.</summary>
    /// <param name="line">The line, without white space around it.</param>
    /// <param name="error">What is wrong with it, and nothing of what it holds.</param>
    /// <returns>The key, or null.</returns>
    internal static KeyEncryptionKey? Read(ReadOnlySpan<char> line, out string? error)
    {
        Span<byte> bytes = stackalloc byte[MostCharacters];
        int length = Decode(line, bytes);
        error = length < 0 ? $"holds no key in base64 or hexadecimal. {Fix}" : Weakness(line, bytes[..length]);
        KeyEncryptionKey? key = error is null ? new KeyEncryptionKey(bytes[..length]) : null;
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    private static int Decode(ReadOnlySpan<char> line, Span<byte> target)
    {
        if (line.IsEmpty || line.Length > MostCharacters)
        {
            return -1;
        }

        bool isHex = line.Length % 2 == 0 && line.Length >= KeyEncryptionKey.LeastBytes * 2 && !line.ContainsAnyExcept(KeyEntropy.HexDigits);
        if (isHex)
        {
            return Convert.FromHexString(line, target, out _, out int read) == System.Buffers.OperationStatus.Done ? read : -1;
        }

        if (line.ContainsAnyExcept(KeyEntropy.Base64Digits))
        {
            return -1;
        }

        return Convert.TryFromBase64Chars(line, target, out int written)
            || Base64Url.DecodeFromChars(line, target, out _, out written) == System.Buffers.OperationStatus.Done ? written : -1;
    }

    private static string? Weakness(ReadOnlySpan<char> line, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < KeyEncryptionKey.LeastBytes or > MostBytes)
        {
            return $"holds a key of {bytes.Length} bytes, and it takes {KeyEncryptionKey.LeastBytes} to {MostBytes}. {Fix}";
        }

        return KeyEntropy.IsPlainlyWeak(line, bytes) ? $"holds a key that is no output of a generator of random bytes: it repeats, counts, or is made of words. {Fix}" : null;
    }
}
