using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>A whole SHA-256 of a token's compact form.</summary>
internal readonly record struct TokenDigest(ulong A, ulong B, ulong C, ulong D)
{
    // The digest is evenly spread, so a part of it is a good hash code.
    public override int GetHashCode() => (int)A;

    /// <summary>The digest of a token; none of a text that is too long or not ASCII, which is no token.</summary>
    internal static bool TryOf(string token, out TokenDigest digest)
    {
        digest = default;
        if (token.Length > TokenFormat.MaxLength)
        {
            return false;
        }

        Span<byte> text = stackalloc byte[TokenFormat.MaxLength];
        if (Ascii.FromUtf16(token, text, out int length) != OperationStatus.Done)
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        digest = MemoryMarshal.Read<TokenDigest>(hash);
        return true;
    }
}
