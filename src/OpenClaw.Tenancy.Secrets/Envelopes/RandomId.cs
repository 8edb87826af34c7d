using System.Buffers.Text;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>Ids of data keys and of series: 128 random bits.</summary>
internal static class RandomId
{
    private const int Bytes = 16;

    /// <summary>How many characters an id has.</summary>
    internal const int Length = 22;

    internal static string New()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    internal static bool IsOne(ReadOnlySpan<char> text) => text.Length == Length && CanonicalText.IsCanonical(text);
}
