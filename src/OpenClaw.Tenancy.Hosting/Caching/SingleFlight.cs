using System.Collections.Concurrent;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>Lets one caller make a value while the others that want the same wait for it. A key carries its tenant, so no tenant waits for another.</summary>
internal sealed class SingleFlight
{
    private readonly ConcurrentDictionary<StorageKey, Flight> _flights = new();

    /// <summary>Makes what is being made under a key out of date: it is handed to whoever waits, and not kept.</summary>
    internal void Abandon(StorageKey key)
    {
        if (_flights.TryRemove(key, out Flight? flight))
        {
            flight.Abandon();
        }
    }

    /// <summary>Makes a value, or waits for the one that is being made.</summary>
    /// <param name="key">Under which key.</param>
    /// <param name="create">Makes it, in the caller's own scope and by the caller's own token.</param>
    /// <param name="keep">Keeps it.</param>
    /// <param name="drop">Takes back what was kept out of date.</param>
    /// <param name="cancellationToken">Ends this caller's part.</param>
    internal async ValueTask<TValue> RunAsync<TValue>(
        StorageKey key, Func<CancellationToken, ValueTask<TValue>> create, Func<TValue, ValueTask> keep, Func<ValueTask> drop, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var own = new Flight<TValue>();
            Flight current = _flights.GetOrAdd(key, own);
            if (ReferenceEquals(current, own))
            {
                return await LeadAsync(key, own, create, keep, drop, cancellationToken).ConfigureAwait(false);
            }

            if (current is not Flight<TValue> other)
            {
                // Somebody makes a value of another type under this key: the two do not meet, and one of them is kept.
                return await create(cancellationToken).ConfigureAwait(false);
            }

            (bool made, TValue? value, var fault) = await other.Landed.WaitAsync(cancellationToken).ConfigureAwait(false);
            fault?.Throw();
            if (made)
            {
                return value!;
            }
        }
    }

    private async ValueTask<TValue> LeadAsync<TValue>(
        StorageKey key,
        Flight<TValue> own,
        Func<CancellationToken, ValueTask<TValue>> create,
        Func<TValue, ValueTask> keep,
        Func<ValueTask> drop,
        CancellationToken cancellationToken)
    {
        try
        {
            TValue value = await create(cancellationToken).ConfigureAwait(false);
            await KeepAsync(own, value, keep, drop).ConfigureAwait(false);
            _flights.TryRemove(KeyValuePair.Create<StorageKey, Flight>(key, own));
            own.Land(value);
            return value;
        }
        catch (Exception fault)
        {
            _flights.TryRemove(KeyValuePair.Create<StorageKey, Flight>(key, own));

            // SECURITY: that one caller leaves, or that its claim ends, is no fault of those who wait by a right of their own.
            if (fault is TenancyException || (fault is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                own.Break();
            }
            else
            {
                own.Fail(fault);
            }

            throw;
        }
    }

    private static async ValueTask KeepAsync<TValue>(Flight own, TValue value, Func<TValue, ValueTask> keep, Func<ValueTask> drop)
    {
        if (own.IsAbandoned)
        {
            return;
        }

        try
        {
            await keep(value).ConfigureAwait(false);
        }
        finally
        {
            // INVARIANT: looked at again behind the keeping, also one that failed half-way. Whoever removes abandons first, so that one of the two takes it away.
            if (own.IsAbandoned)
            {
                await drop().ConfigureAwait(false);
            }
        }
    }
}
