using System.Buffers.Text;
using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Envelopes;

namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>A key that wraps data keys. It wraps nothing itself: of it comes a wrapping key for each data key of each tenant.</summary>
/// <remarks>Immutable until it is disposed of, and safe for use by many threads until then.</remarks>
internal sealed class KeyEncryptionKey : IDisposable
{
    internal const int LeastBytes = 32;

    private const int WrappingKeySize = 32;
    private const int IdSize = 16;
    private const string IdLabel = "openclaw.tenancy.secrets.v1.key-id";
    private const string WrapLabel = "openclaw.tenancy.secrets.v1.wrap";

    private readonly byte[] _pseudorandom;

    internal KeyEncryptionKey(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes.Length, LeastBytes);
        _pseudorandom = PinnedBytes.Allocate(KeyDerivation.DigestSize);
        KeyDerivation.Extract(bytes, salt: [], _pseudorandom);
        Span<byte> id = stackalloc byte[IdSize];
        Derive(id, IdLabel);
        Id = Base64Url.EncodeToString(id);
    }

    /// <summary>Its name, which is derived from it: another key has another.</summary>
    internal string Id { get; }

    internal static KeyEncryptionKey Random()
    {
        Span<byte> bytes = stackalloc byte[LeastBytes];
        RandomNumberGenerator.Fill(bytes);
        var key = new KeyEncryptionKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    internal byte[] Wrap(TenantId tenant, string dataKeyId, ReadOnlySpan<byte> key)
    {
        Span<byte> wrapping = stackalloc byte[WrappingKeySize];
        Derive(wrapping, WrapLabel, tenant.ToString(), dataKeyId);
        byte[] wrapped = KeyWrap.Wrap(wrapping, key);
        CryptographicOperations.ZeroMemory(wrapping);
        return wrapped;
    }

    /// <exception cref="CryptographicException">It does not unwrap.</exception>
    internal byte[] Unwrap(TenantId tenant, string dataKeyId, ReadOnlySpan<byte> wrapped)
    {
        Span<byte> wrapping = stackalloc byte[WrappingKeySize];
        Derive(wrapping, WrapLabel, tenant.ToString(), dataKeyId);
        bool opened = KeyWrap.TryUnwrap(wrapping, wrapped, out byte[]? key);
        CryptographicOperations.ZeroMemory(wrapping);
        return opened ? key! : throw LocalKeyWrapper.Refused();
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_pseudorandom);

    // SECURITY: the tenant and the data key are in what the wrapping key is derived from, so that what was wrapped for one opens for no other.
    private void Derive(Span<byte> target, params ReadOnlySpan<string> fields)
    {
        Span<byte> info = stackalloc byte[SealedBinding.MaxSize];
        var written = new Fields(info);
        foreach (string field in fields)
        {
            written.Add(field);
        }

        if (written.IsBroken)
        {
            throw LocalKeyWrapper.Refused();
        }

        KeyDerivation.Expand(_pseudorandom, target, info[..written.Length]);
    }
}
