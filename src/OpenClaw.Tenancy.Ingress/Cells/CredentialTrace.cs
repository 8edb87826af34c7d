using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>Finds a credential in what a gateway sends, without keeping it: by a rolling sum, and by a keyed digest where that is met.</summary>
/// <remarks>Immutable and safe for use by many threads. The credential in another form, such as base64 or in two pieces, is not found.</remarks>
internal sealed class CredentialTrace
{
    // What is shorter is met by chance.
    private const int Shortest = 8;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private readonly byte[] _digest;
    private readonly int _length;
    private readonly ulong _base;
    private readonly ulong _leaving = 1;
    private readonly ulong _sum;

    private CredentialTrace(ReadOnlySpan<byte> credential)
    {
        _length = credential.Length;
        _digest = HMACSHA256.HashData(_key, credential);
        _base = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;
        unchecked
        {
            foreach (byte one in credential)
            {
                _sum = (_sum * _base) + one;
                _leaving *= _base;
            }
        }
    }

    /// <summary>How many bytes it looks for.</summary>
    internal int Length => _length;

    /// <summary>Looks for a credential as it stands in JSON.</summary>
    internal static CredentialTrace? InJson(ReadOnlySpan<byte> credential)
    {
        byte[] written = ArrayPool<byte>.Shared.Rent((credential.Length * 6) + 1);
        try
        {
            return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(credential, written, out _, out int length) == OperationStatus.Done ? Of(written.AsSpan(0, length)) : Of(credential);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(written, clearArray: true);
        }
    }

    internal bool IsIn(ReadOnlySpan<byte> text)
    {
        ulong sum = 0;
        for (int i = 0; i < text.Length; i++)
        {
            unchecked
            {
                sum = (sum * _base) + text[i] - (i < _length ? 0 : text[i - _length] * _leaving);
            }

            if (sum == _sum && i + 1 >= _length && IsThere(text.Slice(i + 1 - _length, _length)))
            {
                return true;
            }
        }

        return false;
    }

    private static CredentialTrace? Of(ReadOnlySpan<byte> credential) => credential.Length < Shortest ? null : new CredentialTrace(credential);

    private bool IsThere(ReadOnlySpan<byte> window)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, window, digest);
        return CryptographicOperations.FixedTimeEquals(digest, _digest);
    }
}
