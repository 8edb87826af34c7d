namespace OpenClaw.Tenancy.Claims;

/// <summary>A replay memory of one process, for a host that is one process. Bounded; it refuses rather than forgets.</summary>
/// <remarks>Safe for use by many threads. What it holds ends with the process: after a restart a credential that has not ended can be used again.</remarks>
public sealed class InMemoryReplayMemory : IReplayMemory
{
    /// <summary>How many credentials are remembered by default: 100,000.</summary>
    public const int DefaultCapacity = 100_000;

    private readonly Lock _lock = new();
    private readonly HashSet<(TenantId Tenant, string Issuer, string TokenId)> _used = [];
    private readonly PriorityQueue<(TenantId Tenant, string Issuer, string TokenId), long> _ending = new();
    private readonly Dictionary<TenantId, int> _held = [];
    private readonly TimeProvider _time;
    private readonly int _capacity;
    private readonly int _capacityPerTenant;

    /// <summary>Makes an empty memory.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="capacity">How many credentials it remembers at a time. Default: 100,000.</param>
    /// <param name="capacityPerTenant">How many of one tenant, so that no tenant shuts the others out. Default: a tenth of all.</param>
    /// <exception cref="ArgumentOutOfRangeException">A capacity is less than one.</exception>
    public InMemoryReplayMemory(TimeProvider time, int capacity = DefaultCapacity, int? capacityPerTenant = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_time, _capacity, _capacityPerTenant) = (time, capacity, capacityPerTenant ?? Math.Max(1, capacity / 10));
        ArgumentOutOfRangeException.ThrowIfLessThan(_capacityPerTenant, 1, nameof(capacityPerTenant));
    }

    /// <inheritdoc />
    public ValueTask<bool> TryConsumeAsync(TenantId tenant, string issuer, string tokenId, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(tokenId);
        cancellationToken.ThrowIfCancellationRequested();
        long now = _time.GetUtcNow().UtcTicks;
        lock (_lock)
        {
            Forget(now);
            bool ended = until.UtcTicks <= now - ReplayRetention.Acceptance.Ticks;
            int held = _held.GetValueOrDefault(tenant);
            if (ended || _used.Count >= _capacity || held >= _capacityPerTenant || !_used.Add((tenant, issuer, tokenId)))
            {
                return new ValueTask<bool>(false);
            }

            _held[tenant] = held + 1;
            _ending.Enqueue((tenant, issuer, tokenId), until.UtcTicks);
            return new ValueTask<bool>(true);
        }
    }

    // SECURITY: nothing is forgotten before its time, however full the memory is.
    private void Forget(long now)
    {
        while (_ending.TryPeek(out (TenantId Tenant, string Issuer, string TokenId) oldest, out long until) && until < now - ReplayRetention.Memory.Ticks)
        {
            _ending.Dequeue();
            _used.Remove(oldest);
            if (--System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(_held, oldest.Tenant) == 0)
            {
                _held.Remove(oldest.Tenant);
            }
        }
    }
}
