using System.Collections.Concurrent;
using System.Threading.Channels;
using OpenClaw.Tenancy.Events;

namespace OpenClaw.Tenancy.PostgreSql.Events;

/// <summary>What waits to be sent, bounded in whole and for each tenant, so that one who says much shuts nobody else up.</summary>
internal sealed class EventOutbox(PostgreSqlEventOptions options)
{
    private readonly ConcurrentDictionary<TenantId, (int Events, long Bytes)> _shares = new();

    // SECURITY: of the bytes each tenant has the part that it has of the places, for one with large events would fill all of them else.
    private readonly long _bytesPerTenant = Math.Max(1, (long)((decimal)options.OutboxBytes * options.OutboxLengthPerTenant / options.OutboxLength));
    private readonly Channel<TenantEvent> _waiting = Channel.CreateBounded<TenantEvent>(
        new BoundedChannelOptions(options.OutboxLength) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private long _bytes;

    internal ChannelReader<TenantEvent> Waiting => _waiting.Reader;

    internal bool TryAdd(TenantEvent happened)
    {
        (int events, long own) = _shares.AddOrUpdate(
            happened.Tenant, static (_, size) => (1, size), static (_, share, size) => (share.Events + 1, share.Bytes + size), (long)happened.Payload.Length);
        long bytes = Interlocked.Add(ref _bytes, happened.Payload.Length);
        if (events <= options.OutboxLengthPerTenant && own <= _bytesPerTenant && bytes <= options.OutboxBytes && _waiting.Writer.TryWrite(happened))
        {
            return true;
        }

        Leave(happened);
        return false;
    }

    /// <summary>Gives the place of an event back. A tenant that has none waiting is not remembered.</summary>
    internal void Leave(TenantEvent happened)
    {
        Interlocked.Add(ref _bytes, -happened.Payload.Length);
        (int events, _) = _shares.AddOrUpdate(
            happened.Tenant, static (_, _) => default, static (_, share, size) => (share.Events - 1, share.Bytes - size), (long)happened.Payload.Length);
        if (events <= 0)
        {
            _shares.TryRemove(new KeyValuePair<TenantId, (int Events, long Bytes)>(happened.Tenant, default));
        }
    }
}
