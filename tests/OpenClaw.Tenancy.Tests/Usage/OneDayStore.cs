using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Tests.Usage;

/// <summary>A store that reserves whatever is asked for until it is full, and remembers what was given back.</summary>
internal sealed class OneDayStore : IUsageStore
{
    internal static readonly DateOnly Day = new(2026, 1, 1);

    internal bool IsFull { get; init; }

    /// <summary>What giving back throws, or null.</summary>
    internal Exception? Fault { get; init; }

    internal List<UsageReservation> Released { get; } = [];

    public bool IsDurable => false;

    public ValueTask<UsageStanding?> ReserveAsync(UsageAccess access, DateOnly day, UsageAmounts amounts, UsageAmounts limit, CancellationToken cancellationToken) =>
        new(IsFull ? null : new UsageStanding(day, UsageTotals.None, amounts));

    public ValueTask ReleaseAsync(UsageReservation reservation, CancellationToken cancellationToken)
    {
        Released.Add(reservation);
        return Fault is null ? ValueTask.CompletedTask : ValueTask.FromException(Fault);
    }

    public ValueTask<UsageOutcome> AddAsync(UsageAccess access, UsageEvent usage, UsageReservation? reservation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<UsageReport> ReadAsync(UsageAccess access, UsageQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<UsageStanding> StandAsync(UsageAccess access, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> NoteWarningAsync(UsageAccess access, DateOnly day, UsageMeasure measure, CancellationToken cancellationToken) => throw new NotSupportedException();
}
