using System.Collections.Frozen;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>Wraps data keys by a key that the process holds, and unwraps them by that one and by older ones.</summary>
internal sealed class LocalKeyWrapper : ITenantKeyWrapper, IDisposable
{
    private readonly KeyEncryptionKey _active;
    private readonly FrozenDictionary<string, KeyEncryptionKey> _ring;

    internal LocalKeyWrapper(KeyEncryptionKey active, IEnumerable<KeyEncryptionKey> older, bool isDurable)
    {
        (_active, IsDurable) = (active, isDurable);
        _ring = older.Append(active).DistinctBy(static k => k.Id).ToFrozenDictionary(static k => k.Id, StringComparer.Ordinal);
    }

    public string KeyId => _active.Id;

    public bool IsDurable { get; }

    public ValueTask<byte[]> WrapAsync(TenantId tenant, string dataKeyId, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(dataKeyId);
        return new ValueTask<byte[]>(_active.Wrap(tenant, dataKeyId, key.Span));
    }

    public ValueTask<byte[]> UnwrapAsync(TenantId tenant, string dataKeyId, string wrappedBy, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(dataKeyId);
        ArgumentNullException.ThrowIfNull(wrappedBy);
        return _ring.TryGetValue(wrappedBy, out KeyEncryptionKey? key)
            ? new ValueTask<byte[]>(key.Unwrap(tenant, dataKeyId, wrapped.Span))
            : throw Refused();
    }

    public void Dispose()
    {
        _active.Dispose();
        foreach (KeyEncryptionKey key in _ring.Values)
        {
            key.Dispose();
        }
    }

    /// <summary>One error for an unknown key, another place and changed bytes.</summary>
    internal static CryptographicException Refused() => new("The data key does not unwrap.");
}
