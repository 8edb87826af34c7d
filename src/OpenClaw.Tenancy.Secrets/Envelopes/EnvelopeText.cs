using System.Buffers.Text;

namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>The text of a sealed value: <c>v1.(data key id).(salt).(commitment).(nonce).(ciphertext and tag)</c>, each in base64url.</summary>
internal readonly ref struct EnvelopeText
{
    internal const int SaltSize = 32;
    internal const int CommitmentSize = 32;
    internal const int NonceSize = 12;
    internal const int TagSize = 16;

    private const string Prefix = "v1.";
    private const char Separator = '.';
    private const int KeyIdAt = 3;
    private const int SaltAt = KeyIdAt + RandomId.Length + 1;
    private const int CommitmentAt = SaltAt + 43 + 1;
    private const int NonceAt = CommitmentAt + 43 + 1;
    private const int BodyAt = NonceAt + 16 + 1;

    private readonly ReadOnlySpan<char> _text;

    private EnvelopeText(ReadOnlySpan<char> text) => _text = text;

    internal ReadOnlySpan<char> KeyId => _text[KeyIdAt..(SaltAt - 1)];

    /// <summary>How many bytes the value has.</summary>
    internal int ValueSize => BodySize(_text) - TagSize;

    /// <summary>Reads the outer form; what the parts hold is read by the methods below.</summary>
    // INVARIANT: every part but the last has a fixed length, so that a text is taken apart in one way only.
    internal static bool TryRead(ReadOnlySpan<char> text, int maxValueSize, out EnvelopeText envelope)
    {
        envelope = new EnvelopeText(text);
        return text.Length > BodyAt && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text[SaltAt - 1] == Separator && text[CommitmentAt - 1] == Separator && text[NonceAt - 1] == Separator && text[BodyAt - 1] == Separator
            && BodySize(text) is var size && size >= TagSize && size - TagSize <= maxValueSize
            && RandomId.IsOne(envelope.KeyId);
    }

    internal bool TryDecode(Span<byte> salt, Span<byte> commitment, Span<byte> nonce, Span<byte> body) =>
        CanonicalText.TryDecode(_text[SaltAt..(CommitmentAt - 1)], salt)
        && CanonicalText.TryDecode(_text[CommitmentAt..(NonceAt - 1)], commitment)
        && CanonicalText.TryDecode(_text[NonceAt..(BodyAt - 1)], nonce)
        && CanonicalText.TryDecode(_text[BodyAt..], body);

    internal static string Write(string keyId, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> body)
    {
        return string.Create(BodyAt + CanonicalText.LengthOf(body.Length), new Parts(keyId, salt, commitment, nonce, body), static (target, parts) =>
        {
            Prefix.CopyTo(target);
            parts.KeyId.CopyTo(target[KeyIdAt..]);
            target[SaltAt - 1] = target[CommitmentAt - 1] = target[NonceAt - 1] = target[BodyAt - 1] = Separator;
            Base64Url.EncodeToChars(parts.Salt, target[SaltAt..]);
            Base64Url.EncodeToChars(parts.Commitment, target[CommitmentAt..]);
            Base64Url.EncodeToChars(parts.Nonce, target[NonceAt..]);
            Base64Url.EncodeToChars(parts.Body, target[BodyAt..]);
        });
    }

    private static int BodySize(ReadOnlySpan<char> text) => (text.Length - BodyAt) * 3 / 4;

    private readonly ref struct Parts(string keyId, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> body)
    {
        internal readonly string KeyId = keyId;
        internal readonly ReadOnlySpan<byte> Salt = salt;
        internal readonly ReadOnlySpan<byte> Commitment = commitment;
        internal readonly ReadOnlySpan<byte> Nonce = nonce;
        internal readonly ReadOnlySpan<byte> Body = body;
    }
}
