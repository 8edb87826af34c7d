using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>A list of texts as bytes: each with its length before it, so that each list has one spelling and no two lists have the same.</summary>
internal static class EnvelopeFields
{
    private const int LengthBytes = 4;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="EncoderFallbackException">A text holds half a surrogate pair.</exception>
    internal static byte[] Write(IReadOnlyList<string> fields)
    {
        byte[] bytes = new byte[fields.Sum(static f => LengthBytes + Strict.GetByteCount(f))];
        Span<byte> rest = bytes;
        foreach (string field in fields)
        {
            int length = Strict.GetBytes(field, rest[LengthBytes..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, length);
            rest = rest[(LengthBytes + length)..];
        }

        return bytes;
    }

    internal static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out List<string>? fields)
    {
        fields = [];
        while (!bytes.IsEmpty)
        {
            if (bytes.Length < LengthBytes || BinaryPrimitives.ReadInt32BigEndian(bytes) is var length && (length < 0 || length > bytes.Length - LengthBytes))
            {
                fields = null;
                return false;
            }

            try
            {
                fields.Add(Strict.GetString(bytes.Slice(LengthBytes, length)));
            }
            catch (DecoderFallbackException)
            {
                fields = null;
                return false;
            }

            bytes = bytes[(LengthBytes + length)..];
        }

        return true;
    }
}
