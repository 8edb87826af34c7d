using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.ApiKeys;

/// <summary>The text of an API key: <c>ocpk_</c>, its id, 256 random bits and a checksum. It stands in no store and in no log.</summary>
internal static class ApiKeyText
{
    internal const string Prefix = "ocpk_";

    private const int IdLength = 33;
    private const int SecretBytes = 32;
    private const int SecretLength = 2 * SecretBytes;
    private const int CheckLength = 8;
    private const int BodyLength = 5 + IdLength + 1 + SecretLength;

    /// <summary>The length of every key.</summary>
    internal const int Length = BodyLength + 1 + CheckLength;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Makes a new key.</summary>
    internal static string New(ApiKeyId id)
    {
        string body = $"{Prefix}{id}_{RandomNumberGenerator.GetHexString(SecretLength, lowercase: true)}";
        return string.Create(CultureInfo.InvariantCulture, $"{body}_{Check(body):x8}");
    }

    /// <summary>Whether a text is of this kind of credential at all.</summary>
    internal static bool Is(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The digest of a key. False for a text that is mistyped, cut or made up: then nothing is looked up.</summary>
    internal static bool TryRead(string text, out Digest256 digest)
    {
        digest = default;
        if (text.Length != Length || !Is(text) || text[Prefix.Length] != 'k' || text[Prefix.Length + IdLength] != '_' || text[BodyLength] != '_'
            || text.AsSpan(Prefix.Length + 1, IdLength - 1).ContainsAnyExcept(Digits)
            || text.AsSpan(Prefix.Length + IdLength + 1, SecretLength).ContainsAnyExcept(Digits)
            || !IsCheckOf(text.AsSpan(0, BodyLength), text.AsSpan(BodyLength + 1)))
        {
            return false;
        }

        digest = Of(text);
        return true;
    }

    /// <summary>The id that a well-formed key names.</summary>
    internal static ReadOnlySpan<char> IdOf(string text) => text.AsSpan(Prefix.Length, IdLength);

    /// <summary>The digest under which a key is kept.</summary>
    internal static Digest256 Of(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Ascii.FromUtf16(text, bytes, out int length);
        return Digest256.Of(bytes[..length]);
    }

    // It finds mistakes of typing and cut copies. It is no secret and no proof: CRC-32C (RFC 3720, appendix B.4).
    private static uint Check(ReadOnlySpan<char> body)
    {
        uint crc = uint.MaxValue;
        foreach (char c in body)
        {
            crc = BitOperations.Crc32C(crc, (byte)c);
        }

        return ~crc;
    }

    private static bool IsCheckOf(ReadOnlySpan<char> body, ReadOnlySpan<char> check)
    {
        Span<char> expected = stackalloc char[CheckLength];
        Check(body).TryFormat(expected, out _, "x8", CultureInfo.InvariantCulture);
        return check.SequenceEqual(expected);
    }
}
