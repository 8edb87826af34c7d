using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>Seals values under a data key, and opens them where they belong.</summary>
/// <remarks>
/// Of the data key, a random salt and the place come the key of the value and a commitment to it (HKDF-SHA256). The value is sealed with
/// AES-256-GCM, which authenticates the place too. Pure functions, safe for use by many threads.
/// </remarks>
internal static class Envelope
{
    private const int KeysSize = RecordCipher.KeySize + EnvelopeText.CommitmentSize;

    /// <summary>Seals a value.</summary>
    internal static string Seal(ReadOnlySpan<byte> dataKey, string keyId, in SealedPlace place, ReadOnlySpan<byte> value)
    {
        Span<byte> random = stackalloc byte[EnvelopeText.SaltSize + EnvelopeText.NonceSize];
        RandomNumberGenerator.Fill(random);
        ReadOnlySpan<byte> salt = random[..EnvelopeText.SaltSize];
        ReadOnlySpan<byte> nonce = random[EnvelopeText.SaltSize..];
        Span<byte> binding = stackalloc byte[SealedBinding.MaxSize];
        int length = SealedBinding.Write(binding, in place, keyId, out int infoLength);
        if (length == 0)
        {
            throw new ArgumentException("The place of a sealed value is made of short texts in ASCII.", nameof(place));
        }

        Span<byte> keys = stackalloc byte[KeysSize];
        KeyDerivation.Derive(dataKey, salt, binding[..infoLength], keys);
        byte[] body = new byte[value.Length + EnvelopeText.TagSize];
        RecordCipher.Seal(keys[..RecordCipher.KeySize], nonce, value, body, binding[..length]);
        string text = EnvelopeText.Write(keyId, salt, keys[RecordCipher.KeySize..], nonce, body);
        CryptographicOperations.ZeroMemory(keys);
        return text;
    }

    /// <summary>The id of the data key that an envelope says it was sealed under.</summary>
    internal static bool TryReadKeyId(string? text, int maxValueSize, [NotNullWhen(true)] out string? keyId)
    {
        keyId = EnvelopeText.TryRead(text, maxValueSize, out EnvelopeText envelope) ? envelope.KeyId.ToString() : null;
        return keyId is not null;
    }

    /// <summary>Opens a value into a pinned array of its own.</summary>
    /// <returns>False for whatever reason: they are not told apart.</returns>
    internal static bool TryOpen(ReadOnlySpan<byte> dataKey, string text, in SealedPlace place, int maxValueSize, [NotNullWhen(true)] out byte[]? value)
    {
        value = null;
        if (!EnvelopeText.TryRead(text, maxValueSize, out EnvelopeText envelope))
        {
            return false;
        }

        Span<byte> parts = stackalloc byte[EnvelopeText.SaltSize + EnvelopeText.CommitmentSize + EnvelopeText.NonceSize];
        Span<byte> salt = parts[..EnvelopeText.SaltSize];
        Span<byte> commitment = parts.Slice(EnvelopeText.SaltSize, EnvelopeText.CommitmentSize);
        Span<byte> nonce = parts[(EnvelopeText.SaltSize + EnvelopeText.CommitmentSize)..];
        byte[] body = new byte[envelope.ValueSize + EnvelopeText.TagSize];
        Span<byte> binding = stackalloc byte[SealedBinding.MaxSize];
        int length = SealedBinding.Write(binding, in place, envelope.KeyId, out int infoLength);
        if (length == 0 || !envelope.TryDecode(salt, commitment, nonce, body))
        {
            return false;
        }

        Span<byte> keys = stackalloc byte[KeysSize];
        KeyDerivation.Derive(dataKey, salt, binding[..infoLength], keys);

        // SECURITY: before anything is decrypted. GCM alone commits to no key: one ciphertext can be made that opens under two.
        bool opened = KeyDerivation.Matches(keys[RecordCipher.KeySize..], commitment)
            && TryOpen(keys[..RecordCipher.KeySize], nonce, body, binding[..length], out value);
        CryptographicOperations.ZeroMemory(keys);
        return opened;
    }

    private static bool TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, byte[] body, ReadOnlySpan<byte> binding, out byte[]? value)
    {
        byte[] opened = PinnedBytes.Allocate(body.Length - EnvelopeText.TagSize);
        value = RecordCipher.TryOpen(key, nonce, body, opened, binding) ? opened : null;
        return value is not null;
    }
}
