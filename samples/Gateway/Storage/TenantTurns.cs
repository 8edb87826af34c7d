using System.Collections.Concurrent;
using System.Diagnostics;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>One writes at a time, and of each tenant one at a time waits for that: who asks often waits behind himself, and not before the others.</summary>
internal sealed class TenantTurns : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);

    // As many as there are tenants: one is made of a claim or a permit, and not of what a caller wrote.
    private readonly ConcurrentDictionary<TenantId, SemaphoreSlim> _lanes = new();

    /// <summary>Waits for the turn, which ends when what comes back is disposed of.</summary>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    internal async ValueTask<IDisposable> TakeAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        SemaphoreSlim lane = _lanes.GetOrAdd(tenant, static _ => new SemaphoreSlim(1, 1));
        await TakeAsync(lane, began, cancellationToken);
        try
        {
            await TakeAsync(_turn, began, cancellationToken);
        }
        catch
        {
            lane.Release();
            throw;
        }

        return new Turn(_turn, lane);
    }

    public void Dispose()
    {
        foreach (SemaphoreSlim lane in _lanes.Values)
        {
            lane.Dispose();
        }

        _turn.Dispose();
    }

    private static async Task TakeAsync(SemaphoreSlim semaphore, long began, CancellationToken cancellationToken)
    {
        TimeSpan left = MaxWait - Stopwatch.GetElapsedTime(began);
        if (!await semaphore.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken))
        {
            throw new TimeoutException("The database is busy.");
        }
    }

    private sealed class Turn(SemaphoreSlim turn, SemaphoreSlim lane) : IDisposable
    {
        public void Dispose()
        {
            turn.Release();
            lane.Release();
        }
    }
}
