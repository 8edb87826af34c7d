using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>The spelling of envelopes: <c>octe1.KEY.CONTENT.SIGNATURE</c>, the last two in base64url without padding.</summary>
internal static class EnvelopeText
{
    private const string Version = "octe1";

    // What is signed says what it is, so that it is no signature of anything else that the same key signs.
    private const string Domain = "openclaw-tenancy/envelope/v1\n";

    internal static string Unsigned(string key, EnvelopeContent content) =>
        $"{Version}.{key}.{Base64Url.EncodeToString(EnvelopeFields.Write(content.ToFields()))}";

    internal static string Signed(string unsigned, ReadOnlySpan<byte> signature) => $"{unsigned}.{Base64Url.EncodeToString(signature)}";

    internal static byte[] ToSign(ReadOnlySpan<char> unsigned)
    {
        byte[] bytes = new byte[Domain.Length + unsigned.Length];
        Encoding.ASCII.GetBytes(Domain, bytes);
        Encoding.ASCII.GetBytes(unsigned, bytes.AsSpan(Domain.Length));
        return bytes;
    }

    /// <summary>Takes a text apart that has the form of one. Nothing of it is believed yet.</summary>
    internal static bool TrySplit([NotNullWhen(true)] string? text, out EnvelopeParts parts)
    {
        parts = default;
        if (text is not { Length: > 0 and <= TenantEnvelope.MaxLength } || !Ascii.IsValid(text) || text.Split('.') is not [Version, { Length: > 0 } key, var content, var signature])
        {
            return false;
        }

        // SECURITY: one spelling of each. Base64 has bits that a decoder may leave unread.
        byte[]? bytes = Decode(content);
        byte[]? signed = Decode(signature);
        if (bytes is null || signed is not { Length: VerificationKey.SignatureLength })
        {
            return false;
        }

        parts = new EnvelopeParts(key, text[..^(signature.Length + 1)], bytes, signed);
        return true;
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            byte[] bytes = Base64Url.DecodeFromChars(text);
            return string.Equals(Base64Url.EncodeToString(bytes), text) ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
