namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>What one tenant has of the live connections. It is there while the tenant has any.</summary>
internal sealed class LiveShare(LiveOptions options)
{
    private readonly Lock _lock = new();
    private int _count;
    private bool _closed;

    internal LiveMeter Meter { get; } = new(options.MaxTenantMessagesPerSecond, options.MaxTenantBytesPerSecond);

    internal int Count => Volatile.Read(ref _count);

    /// <summary>Takes a place; null where the share was closed meanwhile, false where it is full.</summary>
    internal bool? TryEnter()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return null;
            }

            bool fits = _count < options.MaxConnectionsPerTenant;
            _count += fits ? 1 : 0;
            return fits;
        }
    }

    /// <summary>Gives a place back, and says whether the share is closed: the tenant has none any more.</summary>
    internal bool Leave()
    {
        lock (_lock)
        {
            _count--;
            _closed = _count == 0;
            return _closed;
        }
    }
}
