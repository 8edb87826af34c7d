using OpenClaw.Tenancy.Secrets.Keys;

namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>A wrapper with an intruder before it.</summary>
internal sealed class IntrudedWrapper(LocalKeyWrapper wrapper, Intruder intruder) : ITenantKeyWrapper, IDisposable
{
    public string KeyId => wrapper.KeyId;

    public bool IsDurable => wrapper.IsDurable;

    public ValueTask<byte[]> WrapAsync(TenantId tenant, string dataKeyId, ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
        intruder.CallAsync(() => wrapper.WrapAsync(tenant, dataKeyId, key, cancellationToken));

    public ValueTask<byte[]> UnwrapAsync(TenantId tenant, string dataKeyId, string wrappedBy, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken) =>
        intruder.CallAsync(() => wrapper.UnwrapAsync(tenant, dataKeyId, wrappedBy, wrapped, cancellationToken));

    public void Dispose() => wrapper.Dispose();
}
