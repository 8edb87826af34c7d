using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>The data key that seals now, which is held until this is disposed of, and the keys among which it stands.</summary>
internal sealed class SealingKey(StoredDataKeys all, DataKey key) : IDisposable
{
    internal StoredDataKeys All { get; } = all;

    internal string Id => All.Keys[^1].Id;

    internal ReadOnlySpan<byte> Bytes => key.Bytes.Span;

    public void Dispose() => key.Release();
}
