namespace OpenClaw.Tenancy.Usage;

/// <summary>Where usage is kept: each event, and the sums of each UTC day, which are changed in one act with it.</summary>
/// <remarks>
/// A singleton; must be safe for use by many threads, and of many processes where it is shared. Each method asks its
/// <see cref="UsageAccess"/> for the tenant and reaches nothing of another one. A report is made of the sums and never of the events.
/// An exception leaves everything as it was, or as if it had been done: an event may be added again.
/// </remarks>
public interface IUsageStore
{
    /// <summary>Whether what it keeps outlives the process.</summary>
    bool IsDurable { get; }

    /// <summary>Counts an event once, and ends the reservation that was made for it in the same act.</summary>
    /// <param name="access">The right; the tenant is stamped by it.</param>
    /// <param name="usage">The event.</param>
    /// <param name="reservation">What was reserved for it, or null. It ends also where the event was counted before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Counted, counted before, or overflow.</returns>
    /// <exception cref="TenantMismatchException">The reservation is another tenant's.</exception>
    ValueTask<UsageOutcome> AddAsync(UsageAccess access, UsageEvent usage, UsageReservation? reservation, CancellationToken cancellationToken);

    /// <summary>Reads the sums of a number of days, as one moment shows them.</summary>
    /// <param name="access">The right.</param>
    /// <param name="query">The days.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The report.</returns>
    ValueTask<UsageReport> ReadAsync(UsageAccess access, UsageQuery query, CancellationToken cancellationToken);

    /// <summary>Reads where the tenant stands on a day.</summary>
    /// <param name="access">The right.</param>
    /// <param name="day">The UTC day.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Where it stands.</returns>
    ValueTask<UsageStanding> StandAsync(UsageAccess access, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Takes a part of a day if everything used and reserved on it is then within the limit: one act, whoever else does the same.</summary>
    /// <param name="access">The right.</param>
    /// <param name="day">The UTC day.</param>
    /// <param name="amounts">What is to be taken.</param>
    /// <param name="limit">What may be used and reserved.</param>
    /// <param name="cancellationToken">Ends the wait; it may be taken nevertheless.</param>
    /// <returns>Where the tenant stands with it, or null when nothing was taken.</returns>
    /// <remarks>For <see cref="UsageReservation.TakeAsync"/>, which alone can give it back.</remarks>
    ValueTask<UsageStanding?> ReserveAsync(UsageAccess access, DateOnly day, UsageAmounts amounts, UsageAmounts limit, CancellationToken cancellationToken);

    /// <summary>Gives a reservation back. It is called once for each, by the reservation itself, also when its claim has ended.</summary>
    /// <param name="reservation">What was reserved: the tenant and the day are its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is given back.</returns>
    ValueTask ReleaseAsync(UsageReservation reservation, CancellationToken cancellationToken);

    /// <summary>Notes that the soft limit of a measure was reached on a day.</summary>
    /// <param name="access">The right.</param>
    /// <param name="day">The UTC day.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True for exactly one call of the day, over all sharers.</returns>
    ValueTask<bool> NoteWarningAsync(UsageAccess access, DateOnly day, UsageMeasure measure, CancellationToken cancellationToken);
}
