using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>AES key wrap with padding (RFC 5649).</summary>
internal static class KeyWrap
{
    internal static byte[] Wrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> key)
    {
        using var aes = Aes.Create();
        aes.SetKey(wrappingKey);
        return aes.EncryptKeyWrapPadded(key);
    }

    /// <summary>Unwraps a key, or says that it does not: for whatever reason.</summary>
    internal static bool TryUnwrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> wrapped, [NotNullWhen(true)] out byte[]? key)
    {
        using var aes = Aes.Create();
        aes.SetKey(wrappingKey);
        try
        {
            key = aes.DecryptKeyWrapPadded(wrapped);
            return true;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key = null;
            return false;
        }
    }
}
