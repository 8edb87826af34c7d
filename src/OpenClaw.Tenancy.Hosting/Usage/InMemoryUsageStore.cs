using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Usage;

/// <summary>Usage of one process, for tests and for hosts without a database. Bounded; it refuses rather than forgets.</summary>
/// <remarks>Safe for use by many threads. What it holds ends with the process. Days are kept for as long as a report can cover, and the ids of events for 33 days.</remarks>
public sealed class InMemoryUsageStore : IUsageStore
{
    /// <summary>How many events of one tenant are remembered by default: 100,000.</summary>
    public const int DefaultCapacityPerTenant = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, UsageBook> _books = [];
    private readonly TimeProvider _time;
    private readonly int _capacity;

    /// <summary>Makes an empty store.</summary>
    /// <param name="time">The clock, by which old days are forgotten.</param>
    /// <param name="capacityPerTenant">How many events of one tenant are remembered at a time; further ones overflow. Default: 100,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than one.</exception>
    public InMemoryUsageStore(TimeProvider time, int capacityPerTenant = DefaultCapacityPerTenant)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacityPerTenant, 1);
        (_time, _capacity) = (time, capacityPerTenant);
    }

    /// <inheritdoc />
    public bool IsDurable => false;

    /// <inheritdoc />
    public ValueTask<UsageOutcome> AddAsync(UsageAccess access, UsageEvent usage, UsageReservation? reservation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(usage);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            TenantId tenant = Require(access);
            if (reservation is not null && reservation.Tenant != tenant)
            {
                throw new TenantMismatchException("The reservation is another tenant's. Reserve in the scope that the event is written in.");
            }

            UsageBook book = BookOf(tenant);
            UsageOutcome outcome = book.Add(usage, _capacity);
            if (outcome != UsageOutcome.Overflow && reservation?.TryEnd() == true)
            {
                book.Release(reservation);
            }

            return ValueTask.FromResult(outcome);
        }
    }

    /// <inheritdoc />
    public ValueTask<UsageReport> ReadAsync(UsageAccess access, UsageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (_lock)
        {
            return ValueTask.FromResult(_books.TryGetValue(Require(access), out UsageBook? book) ? book.Report(query) : new UsageReport(query, [], []));
        }
    }

    /// <inheritdoc />
    public ValueTask<UsageStanding> StandAsync(UsageAccess access, DateOnly day, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_books.TryGetValue(Require(access), out UsageBook? book) ? book.Stand(day) : new UsageStanding(day, UsageTotals.None, new UsageAmounts()));
        }
    }

    /// <inheritdoc />
    public ValueTask<UsageStanding?> ReserveAsync(UsageAccess access, DateOnly day, UsageAmounts amounts, UsageAmounts limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        ArgumentNullException.ThrowIfNull(limit);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(BookOf(Require(access)).Reserve(day, amounts, limit));
        }
    }

    /// <inheritdoc />
    public ValueTask ReleaseAsync(UsageReservation reservation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        lock (_lock)
        {
            _books.GetValueOrDefault(reservation.Tenant)?.Release(reservation);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<bool> NoteWarningAsync(UsageAccess access, DateOnly day, UsageMeasure measure, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(BookOf(Require(access)).NoteWarning(day, measure));
        }
    }

    private static TenantId Require(UsageAccess access)
    {
        ArgumentNullException.ThrowIfNull(access);
        return access.RequireTenant();
    }

    // Of tenants that are in the directory alone: a right comes of an accepted claim.
    private UsageBook BookOf(TenantId tenant)
    {
        if (!_books.TryGetValue(tenant, out UsageBook? book))
        {
            _books.Add(tenant, book = new UsageBook());
        }

        book.ForgetBefore(DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime));
        return book;
    }
}
