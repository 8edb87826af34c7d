namespace OpenClaw.Tenancy.Usage;

/// <summary>A part of a tenant's day that is taken for an act which has not ended. It becomes usage with the act's event, and is given back otherwise.</summary>
/// <remarks>
/// Safe for use by many threads. What cannot be given back, because the store does not answer or the process ends, stays taken
/// until the day is over: less is allowed then, and never more.
/// </remarks>
public sealed class UsageReservation : IAsyncDisposable
{
    private readonly IUsageStore _store;
    private readonly Action<Exception>? _lost;
    private int _over;

    // SECURITY: private, so that nobody gives back what was not taken.
    private UsageReservation(IUsageStore store, TenantId tenant, UsageAmounts amounts, UsageStanding standing, Action<Exception>? lost) =>
        (_store, Tenant, Amounts, Standing, _lost) = (store, tenant, amounts, standing, lost);

    /// <summary>Whose it is.</summary>
    public TenantId Tenant { get; }

    /// <summary>The UTC day that it is a part of. The act may end on another one.</summary>
    public DateOnly Day => Standing.Day;

    /// <summary>What is taken.</summary>
    public UsageAmounts Amounts { get; }

    /// <summary>Where the tenant stood with it.</summary>
    public UsageStanding Standing { get; }

    /// <summary>Whether it has neither become usage nor been given back.</summary>
    public bool IsHeld => Volatile.Read(ref _over) == 0;

    /// <summary>Takes a part of a tenant's day, if that leaves it within a limit.</summary>
    /// <param name="store">The store; one act of it decides, over all processes that share it.</param>
    /// <param name="access">The right.</param>
    /// <param name="day">The UTC day.</param>
    /// <param name="amounts">What is to be taken.</param>
    /// <param name="limit">What may be used and reserved on that day.</param>
    /// <param name="lost">Told when it cannot be given back. Default: nobody is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The reservation, or null when it would not be within the limit.</returns>
    public static async ValueTask<UsageReservation?> TakeAsync(
        IUsageStore store, UsageAccess access, DateOnly day, UsageAmounts amounts, UsageAmounts limit, Action<Exception>? lost, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(access);
        TenantId tenant = access.RequireTenant();
        return await store.ReserveAsync(access, day, amounts, limit, cancellationToken).ConfigureAwait(false) is { } standing
            ? new UsageReservation(store, tenant, amounts, standing, lost) : null;
    }

    /// <summary>Ends it, for a store that is about to commit the event in its place: from then on nobody gives it back.</summary>
    /// <returns>True for exactly one call.</returns>
    public bool TryEnd() => Interlocked.Exchange(ref _over, 1) == 0;

    /// <summary>Gives it back, unless it has ended. A failure is told to whoever asked for it, and not thrown.</summary>
    /// <returns>A task that ends when it is given back, or stays taken.</returns>
    public async ValueTask DisposeAsync()
    {
        if (!TryEnd())
        {
            return;
        }

        try
        {
            await _store.ReleaseAsync(this, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Reason: the act is over whatever the store says; what stays taken is on the safe side.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            _lost?.Invoke(exception);
        }
    }
}
