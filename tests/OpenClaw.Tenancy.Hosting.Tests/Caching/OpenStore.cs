using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace OpenClaw.Tenancy.Hosting.Tests.Caching;

/// <summary>A store whose entries a test can read and write, as somebody with access to it could. It keeps everything for ever.</summary>
internal sealed class OpenStore : IDistributedCache
{
    public ConcurrentDictionary<string, byte[]> Entries { get; } = new(StringComparer.Ordinal);

    public DistributedCacheEntryOptions? LastOptions { get; private set; }

    /// <summary>What happens while the store is busy with a value.</summary>
    public Action? OnSet { get; set; }

    public bool RefusesToRemove { get; set; }

    public byte[]? Get(string key) => Entries.GetValueOrDefault(key);

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Task.FromResult(Get(key));

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => (Entries[key], LastOptions) = (value, options);

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        OnSet?.Invoke();
        Set(key, value, options);
        token.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public void Refresh(string key)
    {
    }

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public void Remove(string key)
    {
        if (RefusesToRemove)
        {
            throw new IOException("down");
        }

        Entries.TryRemove(key, out _);
    }

    public Task RemoveAsync(string key, CancellationToken token = default)
    {
        Remove(key);
        return Task.CompletedTask;
    }
}
