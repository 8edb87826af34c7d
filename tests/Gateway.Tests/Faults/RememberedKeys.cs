using System.Collections.Concurrent;
using System.Security.Cryptography;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Secrets.Keys;

namespace Gateway.Tests.Faults;

/// <summary>A key service that keeps the data keys itself, and gives out a name for each.</summary>
internal sealed class RememberedKeys : ITenantKeyWrapper
{
    private readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    public string KeyId => "remembered";

    public bool IsDurable => true;

    public ValueTask<byte[]> WrapAsync(TenantId tenant, string dataKeyId, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        byte[] name = RandomNumberGenerator.GetBytes(16);
        _keys[Place(tenant, dataKeyId, name)] = key.ToArray();
        return new(name);
    }

    public ValueTask<byte[]> UnwrapAsync(TenantId tenant, string dataKeyId, string wrappedBy, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken) =>
        new(_keys.TryGetValue(Place(tenant, dataKeyId, wrapped.Span), out byte[]? key) ? [.. key] : throw new CryptographicException());

    private static string Place(TenantId tenant, string dataKeyId, ReadOnlySpan<byte> name) => $"{tenant} {dataKeyId} {Convert.ToHexString(name)}";
}
