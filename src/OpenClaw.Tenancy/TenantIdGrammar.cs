using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Tenancy;

/// <summary>What the text of a tenant id may be.</summary>
internal static class TenantIdGrammar
{
    internal const int MaxLength = 63;

    private const string ExternalPrefix = "x--";
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    // What other systems write where they have no value, and words that would read as a rule rather than as a name.
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(StringComparer.Ordinal,
        "0", "1", "null", "nil", "none", "undefined", "undef", "void", "nan", "inf", "infinity", "empty", "unknown",
        "true", "false", "yes", "no", "on", "off", "default", "platform", "global", "shared", "all", "any", "public",
        "anonymous", "system", "root", "self", "this", "then", "constructor", "prototype",
        "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "localhost");

    internal static bool IsWellFormed(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxLength && text[0] != '-' && text[^1] != '-' && !text.ContainsAnyExcept(Allowed);

    internal static bool IsReserved(string text) =>
        Reserved.Contains(text) || text.StartsWith("0x", StringComparison.Ordinal)
        || text.StartsWith(ExternalPrefix, StringComparison.Ordinal) || text.StartsWith("xn--", StringComparison.Ordinal);

    /// <summary>The external form: one way, and injective as far as SHA-256 is.</summary>
    internal static string External(string issuer, string value)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, issuer);
        Append(hash, value);
        byte[] digest = hash.GetHashAndReset();
        return string.Create(ExternalPrefix.Length + 52, digest, static (target, bytes) =>
        {
            ExternalPrefix.CopyTo(target);
            for (int i = 0; i < 52; i++)
            {
                target[ExternalPrefix.Length + i] = Base32[FiveBits(bytes, i * 5)];
            }
        });
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
