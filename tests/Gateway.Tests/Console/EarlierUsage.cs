using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Usage;

namespace Gateway.Tests.Console;

/// <summary>Counts what is used now to a day before today.</summary>
internal sealed class EarlierUsage(IUsageStore kept, EarlierUsage.Ago ago) : IUsageStore
{
    public bool IsDurable => kept.IsDurable;

    public ValueTask<UsageOutcome> AddAsync(UsageAccess access, UsageEvent usage, UsageReservation? reservation, CancellationToken cancellationToken) =>
        kept.AddAsync(access, usage with { OccurredAt = usage.OccurredAt.AddDays(-ago.Days) }, reservation, cancellationToken);

    public ValueTask<UsageReport> ReadAsync(UsageAccess access, UsageQuery query, CancellationToken cancellationToken) => kept.ReadAsync(access, query, cancellationToken);

    public ValueTask<UsageStanding> StandAsync(UsageAccess access, DateOnly day, CancellationToken cancellationToken) => kept.StandAsync(access, day, cancellationToken);

    public ValueTask<UsageStanding?> ReserveAsync(UsageAccess access, DateOnly day, UsageAmounts amounts, UsageAmounts limit, CancellationToken cancellationToken) =>
        kept.ReserveAsync(access, day, amounts, limit, cancellationToken);

    public ValueTask ReleaseAsync(UsageReservation reservation, CancellationToken cancellationToken) => kept.ReleaseAsync(reservation, cancellationToken);

    public ValueTask<bool> NoteWarningAsync(UsageAccess access, DateOnly day, UsageMeasure measure, CancellationToken cancellationToken) =>
        kept.NoteWarningAsync(access, day, measure, cancellationToken);

    internal static Action<IServiceCollection> In(Ago ago) => services =>
    {
        ServiceDescriptor real = services.Last(static s => s.ServiceType == typeof(IUsageStore));
        services.AddSingleton<IUsageStore>(s => new EarlierUsage((IUsageStore)real.ImplementationFactory!(s), ago));
    };

    internal sealed class Ago
    {
        internal int Days { get; set; }
    }
}
