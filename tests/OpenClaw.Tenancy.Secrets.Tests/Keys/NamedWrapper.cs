using OpenClaw.Tenancy.Secrets.Keys;

namespace OpenClaw.Tenancy.Secrets.Tests.Keys;

/// <summary>A wrapper that has a name and does nothing.</summary>
internal sealed class NamedWrapper(string id) : ITenantKeyWrapper
{
    public string KeyId => id;

    public bool IsDurable => true;

    public ValueTask<byte[]> WrapAsync(TenantId tenant, string dataKeyId, ReadOnlyMemory<byte> key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<byte[]> UnwrapAsync(TenantId tenant, string dataKeyId, string wrappedBy, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
