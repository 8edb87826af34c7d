using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Tenancy;

/// <summary>A name made of a whole SHA-256 over fields, each with its length before it: one way, and injective as far as SHA-256 is.</summary>
internal static class FieldDigest
{
    /// <summary>The length of the digest's text.</summary>
    internal const int Length = 52;

    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The prefix, and the digest in base32 (RFC 4648, lower case, no padding).</summary>
    internal static string Name(string prefix, params ReadOnlySpan<string> fields)
    {
        return string.Create(prefix.Length + Length, (prefix, Bytes(fields)), static (target, state) =>
        {
            state.prefix.CopyTo(target);
            for (int i = 0; i < Length; i++)
            {
                target[state.prefix.Length + i] = Base32[FiveBits(state.Item2, i * 5)];
            }
        });
    }

    /// <summary>The digest itself. The first field says what it is a digest of.</summary>
    internal static Digest256 Of(params ReadOnlySpan<string> fields) => Digest256.FromBytes(Bytes(fields));

    private static byte[] Bytes(ReadOnlySpan<string> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string field in fields)
        {
            Append(hash, field);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string field)
    {
        byte[] bytes = StrictUtf8.GetBytes(field);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static int FiveBits(byte[] bytes, int bit)
    {
        int value = 0;
        for (int i = bit; i < bit + 5; i++)
        {
            int set = i < bytes.Length * 8 ? (bytes[i >> 3] >> (7 - (i & 7))) & 1 : 0;
            value = (value << 1) | set;
        }

        return value;
    }
}
