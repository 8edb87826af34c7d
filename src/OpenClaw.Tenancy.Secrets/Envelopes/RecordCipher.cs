using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>AES-256-GCM under a key that seals one value: a nonce of 96 bits, a tag of 128.</summary>
internal static class RecordCipher
{
    internal const int KeySize = 32;

    /// <summary>Seals a value, and puts the tag behind what is sealed.</summary>
    internal static void Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> value, Span<byte> body, ReadOnlySpan<byte> binding)
    {
        using var cipher = new AesGcm(key, EnvelopeText.TagSize);
        cipher.Encrypt(nonce, value, body[..value.Length], body[value.Length..], binding);
    }

    /// <summary>Opens a value, or leaves zeros.</summary>
    internal static bool TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> body, Span<byte> value, ReadOnlySpan<byte> binding)
    {
        if (key.Length != KeySize || nonce.Length != EnvelopeText.NonceSize || body.Length != value.Length + EnvelopeText.TagSize)
        {
            return false;
        }

        try
        {
            using var cipher = new AesGcm(key, EnvelopeText.TagSize);
            cipher.Decrypt(nonce, body[..value.Length], body[value.Length..], value, binding);
            return true;
        }
        catch (CryptographicException)
        {
            CryptographicOperations.ZeroMemory(value);
            return false;
        }
    }
}
