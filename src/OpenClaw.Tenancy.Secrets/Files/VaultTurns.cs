namespace OpenClaw.Tenancy.Secrets.Files;

/// <summary>Lets one writer of a tenant's vault in after the other: in this process by a queue of the tenant's own, between processes by a lock in its directory.</summary>
/// <remarks>Safe for use by many threads. Only tenants that are being written are kept in memory.</remarks>
internal sealed class VaultTurns(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, Queue> _queues = [];

    /// <summary>Does something while nobody else writes the vault.</summary>
    /// <exception cref="TimeoutException">Another process had the lock for half a minute.</exception>
    internal async Task<T> RunAsync<T>(VaultFolder folder, Func<Task<T>> write, CancellationToken cancellationToken)
    {
        Queue queue = Join(folder.Tenant);
        try
        {
            await queue.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                using IDisposable taken = await LockAsync(folder, cancellationToken).ConfigureAwait(false);
                return await write().ConfigureAwait(false);
            }
            finally
            {
                queue.Turn.Release();
            }
        }
        finally
        {
            Leave(folder.Tenant, queue);
        }
    }

    private async Task<IDisposable> LockAsync(VaultFolder folder, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            if (folder.TryLock() is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(start) >= Patience)
            {
                throw new TimeoutException("Another process keeps the vault of the tenant locked. Look for one that hangs, and end it; the lock ends with it.");
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private Queue Join(TenantId tenant)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(tenant, out Queue? queue))
            {
                _queues.Add(tenant, queue = new Queue());
            }

            queue.Length++;
            return queue;
        }
    }

    private void Leave(TenantId tenant, Queue queue)
    {
        lock (_lock)
        {
            if (--queue.Length == 0)
            {
                _queues.Remove(tenant);
                queue.Turn.Dispose();
            }
        }
    }

    private sealed class Queue
    {
        internal SemaphoreSlim Turn { get; } = new(1, 1);

        internal int Length { get; set; }
    }
}
